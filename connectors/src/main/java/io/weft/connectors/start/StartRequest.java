package io.weft.connectors.start;

import io.weft.postgres.Lsn;

/**
 * What the settings and the source say about the start.
 *
 * @param database the source database
 * @param slotName the slot to read from
 * @param ownsSlotByName whether the slot's name is the one that Weft derives for this pipeline, so
 *     that nobody else can have made it
 * @param takesSnapshot whether a first start opens with a snapshot
 * @param logEnd where the source's log ends just now
 */
record StartRequest(
    String database, String slotName, boolean ownsSlotByName, boolean takesSnapshot, Lsn logEnd) {}
