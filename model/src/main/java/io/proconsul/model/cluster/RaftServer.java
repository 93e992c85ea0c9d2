package io.proconsul.model.cluster;

import io.proconsul.codec.Fields;
import io.proconsul.codec.Mapping;
import io.proconsul.codec.Sink;

/**
 * A server in the Raft configuration.
 *
 * @param id its node id
 * @param node its name, or {@code (unknown)} while gossip does not know it
 * @param address {@code host:port}
 * @param protocolVersion of Raft, as text
 * @param lastIndex of the last log entry it is known to have
 */
public record RaftServer(
    String id,
    String node,
    String address,
    boolean leader,
    String protocolVersion,
    boolean voter,
    long lastIndex) {
  public static final Mapping<RaftServer> MAPPING = new Mapping<>() {
    @Override
    public void write(RaftServer value, Sink out) {
      out.beginObject();
      out.field("ID", value.id);
      out.field("Node", value.node);
      out.field("Address", value.address);
      out.field("Leader", value.leader);
      out.field("ProtocolVersion", value.protocolVersion);
      out.field("Voter", value.voter);
      out.unsignedField("LastIndex", value.lastIndex);
      out.endObject();
    }

    @Override
    public RaftServer read(Fields in) {
      return new RaftServer(
          in.string("ID"),
          in.string("Node"),
          in.string("Address"),
          in.bool("Leader"),
          in.string("ProtocolVersion"),
          in.bool("Voter"),
          in.unsigned("LastIndex"));
    }
  };
}
