/**
 * Records of a bulk copy come in: rows as PostgreSQL's COPY wrote them. Target transactions go out
 * that write them by COPY, with the offsets behind them and how far each table's copy is.
 */
package io.weft.sink.copy;
