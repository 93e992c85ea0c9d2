package io.proconsul.model;

import io.proconsul.codec.Fields;
import io.proconsul.codec.Mapping;
import io.proconsul.codec.Sink;
import io.proconsul.codec.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Where a node stands in network space: round trips are estimated from distances (Dabek et al.,
 * "Vivaldi", SIGCOMM 2004). All numbers are seconds.
 */
public record Coordinate(List<Double> vec, double error, double adjustment, double height) {
  /** Dimensions that Serf uses. */
  public static final int DIMENSIONS = 8;

  /** Where a node begins that has measured nothing yet. */
  public static final Coordinate ORIGIN =
      new Coordinate(Collections.nCopies(DIMENSIONS, 0.0), 1.5, 0, 1e-5);

  public static final Mapping<Coordinate> MAPPING = new Mapping<>() {
    @Override
    public void write(Coordinate value, Sink out) {
      out.beginObject();
      out.list("Vec", value.vec, (Double part, Sink sink) -> sink.number(part));
      out.name("Error");
      out.number(value.error);
      out.name("Adjustment");
      out.number(value.adjustment);
      out.name("Height");
      out.number(value.height);
      out.endObject();
    }

    @Override
    public Coordinate read(Fields in) {
      return new Coordinate(
          vec(in), in.number("Error"), in.number("Adjustment"), in.number("Height"));
    }

    private static List<Double> vec(Fields in) {
      List<Double> parts = new ArrayList<>();
      if (in.value("Vec") instanceof Value.Arr(List<Value> values)) {
        for (Value value : values) {
          switch (value) {
            case Value.Int(long number) -> parts.add((double) number);
            case Value.Num(double number, var _) -> parts.add(number);
            default -> throw in.mismatch(value, "Vec", "float64");
          }
        }
      }
      return parts;
    }
  };

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
    double squares = 0;
    for (int i = 0; i < DIMENSIONS; i++) {
      double difference = vec.get(i) - other.vec.get(i);
      squares += difference * difference;
    }
    double plain = Math.sqrt(squares) + height + other.height;
    double adjusted = plain + adjustment + other.adjustment;
    return adjusted > 0 ? adjusted : plain;
  }
}
