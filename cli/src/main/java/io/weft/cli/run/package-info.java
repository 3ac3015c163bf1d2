/**
 * A pipeline as a program uses it: two databases and a folder come in, a running pipeline with its
 * status comes out. {@code weft run} and {@code weft demo} are thin layers over it.
 */
package io.weft.cli.run;
