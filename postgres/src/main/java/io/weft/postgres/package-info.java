/**
 * What the modules share of PostgreSQL: connection strings come in and connections, names, log
 * positions and the classification of failures go out.
 */
package io.weft.postgres;
