/** A backlog of changes comes in; how fast Weft, and a rival, bring it to a target goes out. */
package io.weft.benchmarks.pipeline;
