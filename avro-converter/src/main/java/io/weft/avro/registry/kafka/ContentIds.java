package io.weft.avro.registry.kafka;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Takes the first 31 bits of the SHA-256 of a schema's text; so that a schema has the same id on
 * every cluster, and topics copied from one to another stay readable.
 */
final class ContentIds implements CandidateIds {

  @Override
  public int candidate(String text, int attempt) {
    String hashed = attempt == 0 ? text : text + attempt;
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(hashed.getBytes(StandardCharsets.UTF_8));
      return Math.max(1, ByteBuffer.wrap(hash).getInt() >>> 1);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256, but this one", e);
    }
  }
}
