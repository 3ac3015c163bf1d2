package io.weft.avro.registry.rest;

import io.weft.avro.registry.IncompatibleSchemaException;
import io.weft.avro.registry.RegistryConfig;
import io.weft.avro.registry.RegistryException;
import io.weft.avro.registry.RegistryKeys;

/** Says what a registry's refusal means, and what to do about it. */
final class Refusals {

  private static final int UNKNOWN_SUBJECT = 40401;
  private static final int UNKNOWN_SCHEMA = 40403;

  private final String credentials;

  Refusals(RegistryConfig config) {
    this.credentials =
        config.isBearer()
            ? "bearer.auth.credentials.source, which is "
                + config.text(RegistryKeys.BEARER_SOURCE)
                + ", and the bearer.auth.* settings that it reads"
            : "basic.auth.credentials.source, which is "
                + config.text(RegistryKeys.BASIC_SOURCE)
                + ", and the user and password that it reads";
  }

  /** Whether the registry says that it has no such thing; and not that its address is wrong. */
  static boolean isAbsence(Answer answer) {
    int code = answer.errorCode();
    return answer.status() == 404 && code >= UNKNOWN_SUBJECT && code <= UNKNOWN_SCHEMA;
  }

  RegistryException of(Answer answer, Call call) {
    String subject = call.subject().map(name -> " '" + name + "'").orElse("");
    String failed = "The registry at " + answer.source() + " did not " + call.action() + ": ";
    String said = "it said " + answer.message() + ". ";
    if (answer.status() == 409) {
      return new IncompatibleSchemaException(
          failed
              + "the schema is incompatible with an earlier one of the subject; "
              + said
              + "Change the schema compatibly, or the compatibility of subject"
              + subject
              + " in the registry, or write to another subject.");
    }
    return new RegistryException(
        failed
            + switch (answer.status()) {
              case 422 ->
                  "it takes the schema for invalid; "
                      + said
                      + "Change the schema, or the rules of subject"
                      + subject
                      + " in the registry.";
              case 401, 403 ->
                  "the credentials do not do ("
                      + answer.status()
                      + "); "
                      + said
                      + "Check "
                      + credentials
                      + ", and what that user may do in the registry.";
              case 404 ->
                  isAbsence(answer)
                      ? said + "Check the subject, and whether the registry is the right one."
                      : "nothing is at that address (404); "
                          + said
                          + "Check schema.registry.url, and its path in particular.";
              default -> answer.status() / 100 == 3 ? redirect(answer) : other(answer, said);
            });
  }

  private static String redirect(Answer answer) {
    return "it answered "
        + answer.status()
        + ", as if it were elsewhere, which is not followed lest credentials go astray. Set"
        + " schema.registry.url to where the registry is.";
  }

  private static String other(Answer answer, String said) {
    return "it answered " + answer.status() + "; " + said + "Look into the registry's log.";
  }

  /** For an answer that is not what a registry would answer. */
  RegistryException strange(Answer answer, Call call, String expected) {
    return new RegistryException(
        "The registry at "
            + answer.source()
            + " did not "
            + call.action()
            + ": expected "
            + expected
            + ", found "
            + answer.content()
            + ". Check that schema.registry.url leads to a registry, and not to a proxy's or"
            + " another server's page.");
  }
}
