package io.proconsul.gossip.vivaldi;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Moves a coordinate along the line to another one. */
final class Force {
  private static final double SAME_PLACE = 1e-6;

  private Force() {}

  /** Away from {@code other} by {@code force} seconds; towards it when negative. */
  static Coordinate push(Coordinate from, Coordinate other, double force, RandomGenerator random) {
    double[] direction = new double[Coordinate.DIMENSIONS];
    for (int i = 0; i < direction.length; i++) {
      direction[i] = from.vec().get(i) - other.vec().get(i);
    }
    double distance = length(direction);
    double scale = distance;
    double height = from.height();
    if (distance > SAME_PLACE) {
      height =
          Math.max(height + (height + other.height()) * force / distance, Coordinate.LEAST_HEIGHT);
    } else {
      scale = anyDirection(direction, random);
    }
    List<Double> moved = new ArrayList<>(direction.length);
    for (int i = 0; i < direction.length; i++) {
      moved.add(from.vec().get(i) + force * direction[i] / scale);
    }
    return new Coordinate(moved, from.error(), from.adjustment(), height);
  }

  /** Nodes that all begin at the origin need some way apart; returns the direction's length. */
  private static double anyDirection(double[] direction, RandomGenerator random) {
    for (int i = 0; i < direction.length; i++) {
      direction[i] = random.nextDouble() - 0.5;
    }
    double length = length(direction);
    if (length > SAME_PLACE) {
      return length;
    }
    direction[0] = 1;
    return length(direction);
  }

  private static double length(double[] vector) {
    double squares = 0;
    for (double part : vector) {
      squares += part * part;
    }
    return Math.sqrt(squares);
  }
}
