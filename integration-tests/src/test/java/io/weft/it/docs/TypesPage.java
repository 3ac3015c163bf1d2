package io.weft.it.docs;

import io.weft.connectors.value.TypeChoice;
import io.weft.connectors.value.Verdict;
import java.util.Arrays;
import java.util.stream.Collectors;

/** How the values of each type travel. */
final class TypesPage {

  private TypesPage() {}

  static String text() {
    return """
        # Types

        How the source connector carries the values of PostgreSQL's types. Domains are as the type under them. The bulk copy carries
        what `COPY` writes, whatever the type.

        ## Exact

        In the form that Debezium gives them and other consumers expect, wherever that loses nothing.

        | type | form in Kafka Connect | remark |
        | --- | --- | --- |
        %s
        ## As text

        All other types: as PostgreSQL's own text literal, printed under settings that the session pins. The form is `string` under the
        schema name `io.weft.data.Text`, whose parameter `type` names PostgreSQL's type. Among them are arrays, ranges, enumerations,
        composite types, and the types of extensions. Of these there is something to say:

        | type | remark |
        | --- | --- |
        %s
        ## Refused

        Columns of these types, and of types that hold them, keep a pipeline from starting.

        | type | why |
        | --- | --- |
        %s
        ## Unchanged large values

        PostgreSQL does not log a large value that an `UPDATE` leaves alone, of whatever type. The record's header `weft.unchanged` names
        these columns; the sink leaves them as they are. Their fields hold `unavailable.value.placeholder`, for consumers that do not read headers.
        """
        .formatted(exact(), remarks(Verdict.AS_TEXT), remarks(Verdict.REFUSED));
  }

  private static String exact() {
    return Arrays.stream(TypeChoice.values())
        .filter(choice -> choice.verdict() == Verdict.EXACT)
        .map(
            choice ->
                "| `%s` | `%s` | %s |%n"
                    .formatted(choice.type(), choice.formText(), choice.reason()))
        .collect(Collectors.joining());
  }

  private static String remarks(Verdict verdict) {
    return Arrays.stream(TypeChoice.values())
        .filter(choice -> choice.verdict() == verdict && !choice.reason().isEmpty())
        .map(choice -> "| `%s` | %s |%n".formatted(choice.type(), choice.reason()))
        .collect(Collectors.joining());
  }
}
