package io.proconsul.model;

import io.proconsul.codec.Fields;
import io.proconsul.codec.Mapping;
import io.proconsul.codec.Sink;
import java.util.Objects;

/** A node's coordinate in one network segment; the segment is empty without segments. */
public record NodeCoordinate(String node, String segment, Coordinate coord) {
  public static final Mapping<NodeCoordinate> MAPPING = new Mapping<>() {
    @Override
    public void write(NodeCoordinate value, Sink out) {
      out.beginObject();
      out.field("Node", value.node);
      out.field("Segment", value.segment);
      out.field("Coord", value.coord, Coordinate.MAPPING::write);
      out.endObject();
    }

    @Override
    public NodeCoordinate read(Fields in) {
      Coordinate coord = in.object("Coord", "coordinate.Coordinate", Coordinate.MAPPING::read);
      return new NodeCoordinate(
          in.string("Node"),
          in.string("Segment"),
          Objects.requireNonNullElse(coord, Coordinate.ORIGIN));
    }
  };
}
