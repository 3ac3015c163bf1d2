/** Settings come in; connections to the source go out, whose waiting can be ended at any time. */
package io.weft.connectors.copy.session;
