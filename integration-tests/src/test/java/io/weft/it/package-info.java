/**
 * The promises, each proven by a test named for it: a source like this, this happens, the target is
 * that.
 */
package io.weft.it;
