/**
 * Writers and readers, compiled once for a schema: a Connect value comes in and Avro's binary form
 * goes out, or the other way round, with nothing in between.
 */
package io.weft.avro.codec;
