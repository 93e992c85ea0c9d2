package io.proconsul.model.cluster;

import io.proconsul.codec.Fields;
import io.proconsul.codec.Mapping;
import io.proconsul.codec.Sink;
import java.util.List;

/**
 * Who shares the log.
 *
 * @param index of the log entry that made it so
 */
public record RaftConfiguration(List<RaftServer> servers, long index) {
  public static final Mapping<RaftConfiguration> MAPPING = new Mapping<>() {
    @Override
    public void write(RaftConfiguration value, Sink out) {
      out.beginObject();
      out.list("Servers", value.servers, RaftServer.MAPPING::write);
      out.unsignedField("Index", value.index);
      out.endObject();
    }

    @Override
    public RaftConfiguration read(Fields in) {
      List<RaftServer> servers = in.list("Servers", "RaftServer", RaftServer.MAPPING::read);
      return new RaftConfiguration(servers == null ? List.of() : servers, in.unsigned("Index"));
    }
  };

  public RaftConfiguration {
    servers = List.copyOf(servers);
  }
}
