package io.weft.cli.check;

import java.util.ArrayList;
import java.util.List;

/** What the checks found, in the order in which they looked. */
public final class Findings {

  private final List<String> obstacles = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  /**
   * Something that must be mended first.
   *
   * @param what what was found, on which object
   * @param remedy what to do, with the command where there is one
   */
  void obstacle(String what, String remedy) {
    obstacles.add(what + "; " + remedy);
  }

  /** A database that cannot be asked; the line says all. */
  void unreachable(String line) {
    obstacles.add(line);
  }

  /** Something that is worth knowing and keeps nobody from starting. */
  void note(String text) {
    notes.add(text);
  }

  /** Every obstacle with its remedy, a line each. */
  public List<String> obstacles() {
    return List.copyOf(obstacles);
  }

  public List<String> notes() {
    return List.copyOf(notes);
  }
}
