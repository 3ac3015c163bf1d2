package io.weft.sink.assemble;

import io.weft.sink.decode.ChangeEvent;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;

/** Merges sorted runs into one sorted sequence; holds one change of each run. */
final class RunMerger implements Iterator<ChangeEvent> {

  private record Head(ChangeEvent event, Iterator<ChangeEvent> rest) {}

  private final PriorityQueue<Head> heads;

  RunMerger(List<Iterator<ChangeEvent>> runs, Comparator<ChangeEvent> order) {
    heads = new PriorityQueue<>(Comparator.comparing(Head::event, order));
    runs.forEach(this::advance);
  }

  private void advance(Iterator<ChangeEvent> run) {
    if (run.hasNext()) {
      heads.add(new Head(run.next(), run));
    }
  }

  @Override
  public boolean hasNext() {
    return !heads.isEmpty();
  }

  @Override
  public ChangeEvent next() {
    Head head = heads.poll();
    if (head == null) {
      throw new NoSuchElementException();
    }
    advance(head.rest());
    return head.event();
  }
}
