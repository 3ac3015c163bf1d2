/**
 * What the person at the terminal sees while the demo runs: its progress comes in, lines of text
 * come out, in place on a terminal, one by one elsewhere.
 */
package io.weft.cli.demo.view;
