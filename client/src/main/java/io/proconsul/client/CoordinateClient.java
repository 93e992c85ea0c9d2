package io.proconsul.client;

import io.proconsul.model.NodeCoordinate;
import io.proconsul.model.cluster.DatacenterCoordinates;
import java.util.List;

/** Network coordinates. Obtained from {@link ConsulClient#coordinate}; as free to share. */
public final class CoordinateClient {
  private final ConsulClient client;

  CoordinateClient(ConsulClient client) {
    this.client = client;
  }

  /** Where the servers of all datacenters stand. */
  public List<DatacenterCoordinates> datacenters() {
    return Answers.list(
        client.sendOk(Call.get("/v1/coordinate/datacenters")),
        "CoordinateDatacenterMap",
        DatacenterCoordinates.MAPPING);
  }

  /** Where the nodes of a datacenter stand. */
  public Answer<List<NodeCoordinate>> nodes(QueryOptions options) {
    Reply reply = client.sendOk(Call.get("/v1/coordinate/nodes").with(options));
    return new Answer<>(
        Answers.list(reply, "CoordinateEntry", NodeCoordinate.MAPPING), reply.meta());
  }
}
