package io.proconsul.gossip.vivaldi;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Keeps one node's coordinate: every measured round trip pulls or pushes it. Tuning is Serf's.
 * Owned by the Serf machine and used on its thread only.
 */
public final class CoordinateClient {
  /** A longer round trip tells of a stopped process rather than of the network. */
  public static final Duration LONGEST_ROUND_TRIP = Duration.ofSeconds(10);

  private static final double CERTAINTY_STEP = 0.25;
  private static final double POSITION_STEP = 0.25;
  private static final double SMALLEST = 1e-6;
  private static final double GRAVITY_REACH = 150;
  private static final int ADJUSTMENT_WINDOW = 20;
  private static final int FILTERED_SAMPLES = 3;

  private final RandomGenerator random;
  private final double[] adjustments = new double[ADJUSTMENT_WINDOW];
  /** Bounded by the members: whoever owns this calls {@link #forget} for those who go. */
  private final Map<String, ArrayDeque<Double>> samples = new HashMap<>();

  private int nextAdjustment;
  private long resets;
  private Coordinate coordinate = Coordinate.ORIGIN;

  public CoordinateClient(RandomGenerator random) {
    this.random = random;
  }

  public Coordinate coordinate() {
    return coordinate;
  }

  /** How often the coordinate had become invalid and was put back to the origin. */
  public long resets() {
    return resets;
  }

  /**
   * Learns from one round trip.
   *
   * @return why it was not used; empty when it was
   */
  public Optional<String> update(String node, Coordinate other, Duration roundTrip) {
    if (other.vec().size() != Coordinate.DIMENSIONS) {
      return Optional.of("dimensions aren't compatible");
    }
    if (!other.valid()) {
      return Optional.of("coordinate is invalid");
    }
    if (roundTrip.isNegative() || roundTrip.compareTo(LONGEST_ROUND_TRIP) > 0) {
      return Optional.of("round trip time not in valid range, duration " + roundTrip
          + " is not a positive value less than 10s");
    }
    double seconds = median(node, roundTrip.toNanos() / 1e9);
    attract(other, Math.max(seconds, SMALLEST));
    adjust(other, seconds);
    gravitate();
    if (!coordinate.valid()) {
      resets++;
      coordinate = Coordinate.ORIGIN;
    }
    return Optional.empty();
  }

  /** Drops what is kept about a node that left. */
  public void forget(String node) {
    samples.remove(node);
  }

  /** Of the last three, so that one slow answer does not move the coordinate (Ledlie 2007). */
  private double median(String node, double seconds) {
    ArrayDeque<Double> recent = samples.computeIfAbsent(node, _ -> new ArrayDeque<>());
    recent.addLast(seconds);
    if (recent.size() > FILTERED_SAMPLES) {
      recent.removeFirst();
    }
    double[] sorted = recent.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return sorted[sorted.length / 2];
  }

  /** Vivaldi's own step: the less certain node moves more. */
  private void attract(Coordinate other, double seconds) {
    double distance = coordinate.distanceTo(other);
    double relativeError = Math.abs(distance - seconds) / seconds;
    double error = coordinate.error();
    double weight = error / Math.max(error + other.error(), SMALLEST);
    double step = CERTAINTY_STEP * weight;
    double newError = Math.min(step * relativeError + error * (1 - step), Coordinate.MOST_ERROR);
    Coordinate moved =
        Force.push(coordinate, other, POSITION_STEP * weight * (seconds - distance), random);
    coordinate = new Coordinate(moved.vec(), newError, moved.adjustment(), moved.height());
  }

  private void adjust(Coordinate other, double seconds) {
    adjustments[nextAdjustment] = seconds - coordinate.plainDistanceTo(other);
    nextAdjustment = (nextAdjustment + 1) % ADJUSTMENT_WINDOW;
    double sum = 0;
    for (double adjustment : adjustments) {
      sum += adjustment;
    }
    coordinate = new Coordinate(
        coordinate.vec(), coordinate.error(), sum / (2 * ADJUSTMENT_WINDOW), coordinate.height());
  }

  /** Keeps all nodes together from drifting away from the origin. */
  private void gravitate() {
    double reach = Coordinate.ORIGIN.distanceTo(coordinate) / GRAVITY_REACH;
    coordinate = Force.push(coordinate, Coordinate.ORIGIN, -reach * reach, random);
  }
}
