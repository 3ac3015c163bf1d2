/**
 * Events come in, partition by partition, in any order between partitions; whole source
 * transactions go out, in commit order, each once.
 */
package io.weft.sink.assemble;
