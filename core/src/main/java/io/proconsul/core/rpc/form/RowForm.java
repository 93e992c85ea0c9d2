package io.proconsul.core.rpc.form;

import io.proconsul.codec.Fields;
import io.proconsul.codec.Mapping;
import io.proconsul.codec.Sink;
import io.proconsul.codec.Value;
import io.proconsul.model.Node;
import io.proconsul.model.ServiceOnNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code structs.ServiceNode}: written as over HTTP, and read back into its two parts. */
public final class RowForm implements Mapping<ServiceOnNode> {
  public static final RowForm MAPPING = new RowForm();

  private static final List<String> OF_SERVICE = List.of(
      "Kind",
      "ID",
      "Tags",
      "Address",
      "TaggedAddresses",
      "Meta",
      "Port",
      "SocketPath",
      "Weights",
      "EnableTagOverride",
      "Proxy",
      "Connect",
      "Locality");

  private RowForm() {}

  @Override
  public void write(ServiceOnNode row, Sink out) {
    row.writeTo(out);
  }

  @Override
  public ServiceOnNode read(Fields in) {
    Node node = new Node(
        in.string("ID"),
        in.string("Node"),
        in.string("Address"),
        in.string("Datacenter"),
        in.stringMap("TaggedAddresses"),
        in.stringMap("NodeMeta"),
        0,
        0);
    Fields service = new Fields("ServiceNode", new Value.Obj(ofService(in)));
    return new ServiceOnNode(node, ServiceForm.MAPPING.read(service));
  }

  /** The same without what their names begin with. */
  private static Map<String, Value> ofService(Fields in) {
    Map<String, Value> fields = new LinkedHashMap<>();
    put("ServiceName", "Service", in, fields);
    OF_SERVICE.forEach(name -> put("Service" + name, name, in, fields));
    put("CreateIndex", "CreateIndex", in, fields);
    put("ModifyIndex", "ModifyIndex", in, fields);
    return fields;
  }

  private static void put(String from, String to, Fields in, Map<String, Value> fields) {
    Value value = in.value(from);
    if (value != null) {
      fields.put(to, value);
    }
  }
}
