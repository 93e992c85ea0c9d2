package io.proconsul.model;

import io.proconsul.codec.Fields;
import io.proconsul.codec.Mapping;
import io.proconsul.codec.Sink;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A node of the catalog. Maps are null where the registration gave none, as Consul shows them. */
public record Node(
    String id,
    String node,
    String address,
    String datacenter,
    @Nullable Map<String, String> taggedAddresses,
    @Nullable Map<String, String> meta,
    long createIndex,
    long modifyIndex) {

  public static final Mapping<Node> MAPPING = new Mapping<>() {
    @Override
    public void write(Node node, Sink out) {
      out.beginObject();
      out.field("ID", node.id);
      out.field("Node", node.node);
      out.field("Address", node.address);
      out.field("Datacenter", node.datacenter);
      out.stringMap("TaggedAddresses", node.taggedAddresses);
      out.stringMap("Meta", node.meta);
      out.unsignedField("CreateIndex", node.createIndex);
      out.unsignedField("ModifyIndex", node.modifyIndex);
      out.endObject();
    }

    @Override
    public Node read(Fields in) {
      return new Node(
          in.string("ID"),
          in.string("Node"),
          in.string("Address"),
          in.string("Datacenter"),
          in.stringMap("TaggedAddresses"),
          in.stringMap("Meta"),
          in.unsigned("CreateIndex"),
          in.unsigned("ModifyIndex"));
    }
  };

  public Node {
    taggedAddresses = sorted(taggedAddresses);
    meta = sorted(meta);
  }

  public Node withIndexes(long created, long modified) {
    return new Node(id, node, address, datacenter, taggedAddresses, meta, created, modified);
  }

  public Node withDatacenter(String newDatacenter) {
    return new Node(
        id, node, address, newDatacenter, taggedAddresses, meta, createIndex, modifyIndex);
  }

  /** Go prints maps sorted by key. */
  static @Nullable Map<String, String> sorted(@Nullable Map<String, String> map) {
    return map == null ? null : java.util.Collections.unmodifiableMap(new TreeMap<>(map));
  }
}
