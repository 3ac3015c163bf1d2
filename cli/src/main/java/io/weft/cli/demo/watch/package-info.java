/**
 * What the demo sees of the target from outside, as any reader would: the target's rows come in;
 * lag, and whether half a transaction was ever visible, come out.
 */
package io.weft.cli.demo.watch;
