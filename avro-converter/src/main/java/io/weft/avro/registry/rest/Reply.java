package io.weft.avro.registry.rest;

import com.fasterxml.jackson.databind.JsonNode;

/** What a registry answered to a call it did not refuse. */
record Reply(JsonNode json, Call call, Answer answer) {}
