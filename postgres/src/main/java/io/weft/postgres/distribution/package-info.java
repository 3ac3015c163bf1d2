/**
 * Which column distributes which table comes in, with the foreign keys of a source; how each table
 * gets at its value goes out, as a path and as SQL.
 */
package io.weft.postgres.distribution;
