/** A pipeline as tests handle it: its connectors are deployed, waited for and compared. */
package io.weft.it.pipeline;
