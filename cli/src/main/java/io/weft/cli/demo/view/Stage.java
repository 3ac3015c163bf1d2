package io.weft.cli.demo.view;

/** What the demo is doing, in the order in which it does it. */
public enum Stage {
  SERVERS("Starting the databases", "servers"),
  FILLING("Filling the source with a fleet of devices", "fleet"),
  PIPELINE("Writers are at work; starting Kafka and Connect", "pipeline"),
  COPYING("Copying all tables while the writers go on", "copy"),
  STREAMING("Streaming every transaction, whole and in order", "stream"),
  DRAINING("Writers have stopped; draining", "drain"),
  COMPARING("Comparing every row of every table", "compare");

  private final String sentence;
  private final String word;

  Stage(String sentence, String word) {
    this.sentence = sentence;
    this.word = word;
  }

  /** What is going on, for a headline. */
  String sentence() {
    return sentence;
  }

  /** The same in one word. */
  String word() {
    return word;
  }
}
