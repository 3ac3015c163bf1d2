/**
 * What the demo runs on: nothing comes in, or a TimescaleDB that exists; servers and databases of
 * the demo's own come out, and are gone at the end.
 */
package io.weft.cli.demo.server;
