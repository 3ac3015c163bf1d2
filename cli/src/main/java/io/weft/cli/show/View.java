package io.weft.cli.show;

import io.weft.cli.run.PipelineStatus;

/** Shows a pipeline to whoever looks at the command. Called by one thread at a time. */
public sealed interface View permits JsonView, LineView, LiveView {

  /** Says a sentence to a person. */
  void say(String line);

  /** Says what went wrong to a person, wherever the status goes. */
  void complain(String line);

  /** The pipeline is being started. */
  void starting();

  /** Shows a status, called several times a second; how often it is drawn is the view's choice. */
  void show(PipelineStatus status);

  /** Takes note that the command fails; its last line is said elsewhere. */
  void failed(String problem);

  /** Shows the status with which the pipeline was stopped. */
  void ended(PipelineStatus status);
}
