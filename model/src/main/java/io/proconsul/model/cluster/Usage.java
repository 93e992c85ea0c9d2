package io.proconsul.model.cluster;

import io.proconsul.codec.Fields;
import io.proconsul.codec.Mapping;
import io.proconsul.codec.Sink;
import io.proconsul.codec.Value;
import java.util.Map;
import java.util.TreeMap;

/**
 * How much a datacenter holds.
 *
 * @param services different names
 * @param connectInstances instances that are part of the mesh, by their kind
 * @param billableInstances instances that are neither part of the mesh nor servers of Consul
 */
public record Usage(
    int services,
    int instances,
    Map<String, Integer> connectInstances,
    int billableInstances,
    int nodes) {
  public static final Mapping<Usage> MAPPING = new Mapping<>() {
    @Override
    public void write(Usage value, Sink out) {
      out.beginObject();
      out.field("Services", value.services);
      out.field("ServiceInstances", value.instances);
      out.map(
          "ConnectServiceInstances",
          value.connectInstances,
          (Integer count, Sink sink) -> sink.integer(count));
      out.field("BillableServiceInstances", value.billableInstances);
      out.field("Nodes", value.nodes);
      out.endObject();
    }

    @Override
    public Usage read(Fields in) {
      Map<String, Integer> connect = new TreeMap<>();
      if (in.value("ConnectServiceInstances") instanceof Value.Obj(Map<String, Value> kinds)) {
        Fields counts = new Fields("ConnectServiceInstances", new Value.Obj(kinds));
        kinds.keySet().forEach(kind -> connect.put(kind, counts.integer(kind)));
      }
      return new Usage(
          in.integer("Services"),
          in.integer("ServiceInstances"),
          connect,
          in.integer("BillableServiceInstances"),
          in.integer("Nodes"));
    }
  };

  public Usage {
    connectInstances = new TreeMap<>(connectInstances);
  }
}
