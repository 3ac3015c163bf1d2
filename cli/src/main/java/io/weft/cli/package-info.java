/** The weft command: arguments come in, an exit code goes out; each verb is a class. */
package io.weft.cli;
