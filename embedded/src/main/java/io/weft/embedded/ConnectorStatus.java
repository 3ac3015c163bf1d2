package io.weft.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Connect says of a connector.
 *
 * @param name the connector
 * @param state the connector's own: {@code RUNNING}, {@code FAILED}, {@code PAUSED}, …
 * @param trace the stack trace of its failure, or empty
 * @param tasks its tasks
 */
public record ConnectorStatus(String name, String state, String trace, List<Task> tasks) {

  private static final Pattern TRACE_HEAD =
      Pattern.compile(
          "(?:^|\\nCaused by: )(?<type>[\\w.$]+)(?:: (?<message>.*?))?(?=\\n\\tat |\\n\\t\\.\\.\\. |\\nCaused by: |\\n?$)",
          Pattern.DOTALL);

  /** Messages that only say that something went wrong further in. */
  private static final List<String> WRAPPERS =
      List.of(
          "Exiting WorkerSinkTask due to unrecoverable exception",
          "An exception occurred in the change event producer",
          "Tolerance exceeded in error handler",
          "Unrecoverable exception from producer send callback",
          "Unrecoverable exception trying to send",
          "Cannot execute transactional method because we are in an error state",
          "Error while creating connector",
          "Failed to start connector");

  public ConnectorStatus {
    tasks = List.copyOf(tasks);
  }

  /** One task. */
  public record Task(int id, String state, String trace) {}

  /**
   * Reads Connect's answer.
   *
   * @param isAlive which workers live; what others said, before they died, is not the state now
   */
  static ConnectorStatus of(String name, JsonNode status, Predicate<String> isAlive) {
    List<Task> tasks = new ArrayList<>();
    for (JsonNode task : status.path("tasks")) {
      Said said = Said.in(task, isAlive);
      tasks.add(new Task(task.path("id").asInt(), said.state, said.trace));
    }
    Said said = Said.in(status.path("connector"), isAlive);
    return new ConnectorStatus(name, said.state, said.trace, tasks);
  }

  private record Said(String state, String trace) {

    static Said in(JsonNode part, Predicate<String> isAlive) {
      return isAlive.test(part.path("worker_id").asText())
          ? new Said(part.path("state").asText(), part.path("trace").asText(""))
          : new Said("UNASSIGNED", "");
    }
  }

  /** Whether the connector and all of its tasks, one at least, run. */
  public boolean isRunning() {
    return state.equals("RUNNING")
        && !tasks.isEmpty()
        && tasks.stream().allMatch(task -> task.state.equals("RUNNING"));
  }

  /** Why the connector, or the first failed task of it, stopped: one line for a person. */
  public Optional<String> failure() {
    if (state.equals("FAILED")) {
      return Optional.of(firstMessage(trace));
    }
    return tasks.stream()
        .filter(task -> task.state.equals("FAILED"))
        .findFirst()
        .map(task -> firstMessage(task.trace));
  }

  /** The outermost message of a stack trace that says more than that something failed. */
  static String firstMessage(String trace) {
    Matcher head = TRACE_HEAD.matcher(trace);
    String last = oneLine(trace.lines().findFirst().orElse("no reason given"));
    while (head.find()) {
      String message = head.group("message");
      if (message != null && WRAPPERS.stream().noneMatch(message::startsWith)) {
        return oneLine(withoutTypes(message));
      }
      if (message == null) {
        last = head.group("type");
      }
    }
    return last;
  }

  /** An exception made of its cause alone repeats the cause's class before the message. */
  private static String withoutTypes(String message) {
    return message.replaceFirst("^(?:(?:[a-z]\\w*\\.)+[A-Z]\\w*(?:Exception|Error): )+", "");
  }

  static String oneLine(String text) {
    return text.strip().replaceAll("\\s*\\R\\s*", " ");
  }
}
