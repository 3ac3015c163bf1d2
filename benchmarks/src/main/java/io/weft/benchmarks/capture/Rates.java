package io.weft.benchmarks.capture;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Rates of all rounds, in records per second. */
public final class Rates {

  private final List<Contestant> contestants;
  private final Map<Contestant, List<Double>> rates = new EnumMap<>(Contestant.class);

  /** Of these. */
  public Rates(Collection<Contestant> contestants) {
    this.contestants = List.copyOf(contestants);
  }

  /** Who takes part. */
  public List<Contestant> contestants() {
    return contestants;
  }

  /**
   * Who captures when in a round: in each round another one begins, so that none always has the
   * coldest or the warmest machine.
   *
   * @param round from 0
   */
  public List<Contestant> order(int round) {
    List<Contestant> order = new ArrayList<>(contestants);
    Collections.rotate(order, -(round % order.size()));
    return order;
  }

  /** Takes in what was measured. */
  public void add(Contestant contestant, double recordsPerSecond) {
    rates.computeIfAbsent(contestant, key -> new ArrayList<>()).add(recordsPerSecond);
  }

  /** The middle one of a contestant's rates. */
  public double median(Contestant contestant) {
    List<Double> sorted = rates.get(contestant).stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  /** How many times as fast as a rival Weft is. */
  public double ratioTo(Contestant rival) {
    return median(Contestant.WEFT) / median(rival);
  }

  /** Medians, ratios, and every round's rate. */
  public Map<String, Object> numbers() {
    Map<String, Object> numbers = new LinkedHashMap<>();
    contestants.forEach(
        contestant -> numbers.put(contestant.label(), Math.round(median(contestant))));
    contestants.stream()
        .filter(contestant -> contestant != Contestant.WEFT)
        .forEach(rival -> numbers.put(ratioName(rival), rounded(ratioTo(rival))));
    Map<String, Object> rounds = new LinkedHashMap<>();
    contestants.forEach(
        contestant ->
            rounds.put(
                contestant.label(), rates.get(contestant).stream().map(Math::round).toList()));
    numbers.put("runs", rounds);
    return numbers;
  }

  private static String ratioName(Contestant rival) {
    String label = rival.label();
    return "ratioTo" + Character.toUpperCase(label.charAt(0)) + label.substring(1);
  }

  private static double rounded(double ratio) {
    return Math.round(ratio * 100) / 100.0;
  }
}
