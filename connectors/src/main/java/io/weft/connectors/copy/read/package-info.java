/** A task's share of a snapshot comes in; records of whole rows, as COPY writes them, go out. */
package io.weft.connectors.copy.read;
