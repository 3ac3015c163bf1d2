/**
 * Copies tables at the speed of PostgreSQL's COPY: a source comes in, records of whole rows as COPY
 * writes them go out, and with each a header that says whose rows they are.
 */
package io.weft.connectors.copy;
