/**
 * The settings and the stored progress come in; the tables to capture and the position to start at
 * go out, or a refusal when the start would not be exact.
 */
package io.weft.connectors.start;
