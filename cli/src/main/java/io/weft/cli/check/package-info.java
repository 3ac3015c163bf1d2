/**
 * What must hold before a pipeline starts: two databases come in; every obstacle, each with its
 * remedy, or the tables that will travel come out. Facts are read at the edge, judged in pure code.
 */
package io.weft.cli.check;
