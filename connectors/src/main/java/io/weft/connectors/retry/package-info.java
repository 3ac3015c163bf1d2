/** Failures of the source come in; whether to try again, and what to tell a person, goes out. */
package io.weft.connectors.retry;
