/**
 * How a pipeline's status looks: a status comes in; text for a terminal, a file or a program goes
 * out.
 */
package io.weft.cli.show;
