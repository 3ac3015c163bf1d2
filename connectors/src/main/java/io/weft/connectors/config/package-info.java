/**
 * The connector's JSON comes in; settings with Weft's defaults go out, or the faults that would
 * break the promise.
 */
package io.weft.connectors.config;
