package io.weft.avro.registry.kafka;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What the claims read so far come to. The first claim of an id owns it for its schema; a claim of
 * an id that another schema owns is void, and so is a second id for a schema that has one. A
 * subject's versions count its schemas, in the order of their first claims that hold.
 *
 * <p>Who reads the same claims in the same order comes to the same. Nothing that holds is ever
 * taken back; what held before the topic was read anew, and does not now, is known as missing. Safe
 * for many threads.
 */
final class Ledger {

  private final Map<Integer, String> texts = new HashMap<>();
  private final Map<String, Integer> ids = new HashMap<>();
  private final Map<String, Map<String, Integer>> versions = new HashMap<>();
  private final Map<String, String> latest = new HashMap<>();
  private final Set<Claim> held = new LinkedHashSet<>();
  private final Set<Claim> former = new LinkedHashSet<>();

  synchronized void apply(Claim claim) {
    Integer id = ids.get(claim.text());
    boolean holds = id == null ? !texts.containsKey(claim.id()) : id == claim.id();
    if (!holds) {
      return;
    }
    ids.putIfAbsent(claim.text(), claim.id());
    texts.putIfAbsent(claim.id(), claim.text());
    String text = texts.get(claim.id()); // one copy for all subjects
    var ofSubject = versions.computeIfAbsent(claim.subject(), subject -> new HashMap<>());
    if (ofSubject.putIfAbsent(text, ofSubject.size() + 1) == null) {
      latest.put(claim.subject(), text);
      held.add(new Claim(claim.subject(), claim.id(), text));
    }
  }

  /** Begins anew, for a topic that is to be read from its beginning. */
  synchronized void restart() {
    former.addAll(held);
    held.clear();
    texts.clear();
    ids.clear();
    versions.clear();
    latest.clear();
  }

  /** What held before, and does not now, in the order in which it came. */
  synchronized List<Claim> missing() {
    former.removeAll(held);
    return List.copyOf(former);
  }

  synchronized Optional<String> text(int id) {
    return Optional.ofNullable(texts.get(id));
  }

  /** The id of a schema, if the subject has it. */
  synchronized OptionalInt id(String subject, String text) {
    return version(subject, text).isPresent() ? OptionalInt.of(ids.get(text)) : OptionalInt.empty();
  }

  synchronized OptionalInt version(String subject, String text) {
    Integer version = versions.getOrDefault(subject, Map.of()).get(text);
    return version == null ? OptionalInt.empty() : OptionalInt.of(version);
  }

  synchronized Optional<Claim> latest(String subject) {
    return Optional.ofNullable(latest.get(subject))
        .map(text -> new Claim(subject, ids.get(text), text));
  }

  /** The id to claim for a schema: its own, or the first candidate that no other owns. */
  synchronized int idToClaim(String text, CandidateIds candidates) {
    Integer own = ids.get(text);
    if (own != null) {
      return own;
    }
    for (int attempt = 0; ; attempt++) {
      int candidate = candidates.candidate(text, attempt);
      if (!texts.containsKey(candidate)) {
        return candidate;
      }
    }
  }
}
