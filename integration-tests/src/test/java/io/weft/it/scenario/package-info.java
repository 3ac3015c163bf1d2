/** The folders under {@code scenarios}: SQL files come in, statements go out. */
package io.weft.it.scenario;
