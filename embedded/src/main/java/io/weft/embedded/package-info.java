/**
 * A Kafka broker and a Connect worker in this JVM: a folder comes in, addresses on loopback come
 * out. Each is usable alone, too, and so is the client of Connect's REST interface.
 */
package io.weft.embedded;
