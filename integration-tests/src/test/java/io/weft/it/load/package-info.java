/**
 * An application that writes while a pipeline runs, and what must be true of its data at any
 * moment.
 */
package io.weft.it.load;
