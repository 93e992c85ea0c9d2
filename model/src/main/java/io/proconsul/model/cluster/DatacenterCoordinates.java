package io.proconsul.model.cluster;

import io.proconsul.codec.Fields;
import io.proconsul.codec.Mapping;
import io.proconsul.codec.Sink;
import io.proconsul.model.NodeCoordinate;
import java.util.List;

/** Where the servers of a datacenter stand in the coordinates of a pool: {@code wan}. */
public record DatacenterCoordinates(
    String datacenter, String areaId, List<NodeCoordinate> coordinates) {
  public static final Mapping<DatacenterCoordinates> MAPPING = new Mapping<>() {
    @Override
    public void write(DatacenterCoordinates value, Sink out) {
      out.beginObject();
      out.field("Datacenter", value.datacenter);
      out.field("AreaID", value.areaId);
      out.list("Coordinates", value.coordinates, NodeCoordinate.MAPPING::write);
      out.endObject();
    }

    @Override
    public DatacenterCoordinates read(Fields in) {
      List<NodeCoordinate> found =
          in.list("Coordinates", "Coordinate", NodeCoordinate.MAPPING::read);
      return new DatacenterCoordinates(
          in.string("Datacenter"), in.string("AreaID"), found == null ? List.of() : found);
    }
  };

  public DatacenterCoordinates {
    coordinates = List.copyOf(coordinates);
  }
}
