package io.weft.benchmarks.convert;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.storage.Converter;

/** Looks whether converters read what they have written: who loses values has no speed. */
public final class RoundTrip {

  private RoundTrip() {}

  /**
   * Takes all changes of a table through a converter and back. Registers their schema at the
   * registry, where the converter does that.
   *
   * @return what was lost; empty if nothing was
   */
  public static Optional<String> loss(Table table, Contestant contestant, String registryUrl)
      throws IOException {
    Changes changes = Changes.of(table);
    try (Converter converter = contestant.open(registryUrl)) {
      return loss(changes, contestant, converter);
    }
  }

  private static Optional<String> loss(
      Changes changes, Contestant contestant, Converter converter) {
    List<Struct> envelopes = changes.envelopes();
    for (int number = 0; number < envelopes.size(); number++) {
      Struct written = envelopes.get(number);
      byte[] bytes =
          converter.fromConnectData(
              changes.topic(), new RecordHeaders(), changes.schema(), written);
      SchemaAndValue read = converter.toConnectData(changes.topic(), new RecordHeaders(), bytes);
      Optional<String> difference =
          contestant.keepsSchemas()
              ? Values.difference(written, read.value())
              : Values.differenceOfShape(written, read.value());
      if (difference.isPresent()) {
        return Optional.of("change %d: %s".formatted(number, difference.get()));
      }
    }
    return Optional.empty();
  }
}
