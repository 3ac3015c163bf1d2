/**
 * Tables that are to be copied come in; a snapshot that shows exactly the transactions up to a
 * position of the log goes out, and is held until they are copied.
 */
package io.weft.connectors.copy.snapshot;
