package io.weft.it.env;

import io.weft.it.env.JvmProcess.Command;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** The {@code weft} command, as a process of its own. */
public final class WeftCommand {

  private static final String MAIN = "io.weft.cli.Weft";
  private static final AtomicInteger NEXT = new AtomicInteger();

  private WeftCommand() {}

  /** Runs {@code weft} with these arguments. */
  public static JvmProcess start(String... arguments) {
    return start(Map.of(), arguments);
  }

  /** Runs {@code weft} with these arguments and environment variables. */
  public static JvmProcess start(Map<String, String> environment, String... arguments) {
    return JvmProcess.start(
        new Command(
            "weft-" + NEXT.incrementAndGet(),
            MAIN,
            List.of("-Xmx768m"),
            List.of(arguments),
            environment));
  }

  /** Runs {@code weft run} between two databases. */
  public static JvmProcess run(Database source, Database target, Path data, String... more) {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("run", "--source", source.uri().toString()));
    arguments.addAll(List.of("--target", target.uri().toString()));
    arguments.addAll(List.of("--data", data.toString()));
    arguments.addAll(List.of(more));
    return start(arguments.toArray(String[]::new));
  }
}
