package io.weft.cli.demo.view;

/** Where progress is shown. Not thread-safe: one thread shows. */
public interface Screen extends AutoCloseable {

  /** Shows how far the demo is; called several times a second. */
  void show(Progress progress);

  /** Shows nothing more; what was shown stays if it is worth it. */
  @Override
  void close();
}
