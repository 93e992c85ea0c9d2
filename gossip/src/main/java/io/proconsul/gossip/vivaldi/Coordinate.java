package io.proconsul.gossip.vivaldi;

import java.util.Collections;
import java.util.List;

/**
 * A position in network space (Dabek et al., "Vivaldi", SIGCOMM 2004): a Euclidean part, a height
 * for the access link, and an adjustment (Lee et al., 2010). Numbers are seconds, except the error,
 * which has no unit: 0 is certain, 1.5 knows nothing.
 */
public record Coordinate(List<Double> vec, double error, double adjustment, double height) {
  /** Dimensions of the Euclidean part that Serf uses. */
  public static final int DIMENSIONS = 8;

  static final double MOST_ERROR = 1.5;
  static final double LEAST_HEIGHT = 10e-6;

  /** Where a node begins that has measured nothing yet. */
  public static final Coordinate ORIGIN =
      new Coordinate(Collections.nCopies(DIMENSIONS, 0.0), MOST_ERROR, 0, LEAST_HEIGHT);

  public Coordinate {
    vec = List.copyOf(vec);
  }

  /** Whether it has the dimensions of the others and every number is finite. */
  public boolean valid() {
    return vec.size() == DIMENSIONS
        && vec.stream().allMatch(Double::isFinite)
        && Double.isFinite(error)
        && Double.isFinite(adjustment)
        && Double.isFinite(height);
  }

  /** The estimated round trip in seconds; both must be {@link #valid}. */
  public double distanceTo(Coordinate other) {
    double plain = plainDistanceTo(other);
    double adjusted = plain + adjustment + other.adjustment;
    return adjusted > 0 ? adjusted : plain;
  }

  /** Without the adjustments, which are themselves computed from this. */
  double plainDistanceTo(Coordinate other) {
    double squares = 0;
    for (int i = 0; i < DIMENSIONS; i++) {
      double difference = vec.get(i) - other.vec.get(i);
      squares += difference * difference;
    }
    return Math.sqrt(squares) + height + other.height;
  }
}
