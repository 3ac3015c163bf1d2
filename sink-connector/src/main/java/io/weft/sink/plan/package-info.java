/**
 * Changes in source order come in; the few set-based steps that have the same effect on the target
 * go out. Pure: no connection, no clock.
 */
package io.weft.sink.plan;
