package io.proconsul.model;

import io.proconsul.codec.Sink;
import io.proconsul.codec.Value;

/** An instance together with the node it runs on: a row of {@code /v1/catalog/service/}. */
public record ServiceOnNode(Node node, ServiceInstance service) {

  public void writeTo(Sink out) {
    out.beginObject();
    out.field("ID", node.id());
    out.field("Node", node.node());
    out.field("Address", node.address());
    out.field("Datacenter", node.datacenter());
    out.stringMap("TaggedAddresses", node.taggedAddresses());
    out.stringMap("NodeMeta", node.meta());
    writeService(out);
    out.unsignedField("CreateIndex", service.createIndex());
    out.unsignedField("ModifyIndex", service.modifyIndex());
    out.endObject();
  }

  private void writeService(Sink out) {
    out.field("ServiceKind", service.kind());
    out.field("ServiceID", service.id());
    out.field("ServiceName", service.service());
    out.strings("ServiceTags", service.tags());
    out.field("ServiceAddress", service.address());
    if (!service.taggedAddresses().isEmpty()) {
      out.map("ServiceTaggedAddresses", service.taggedAddresses(), ServiceAddress.MAPPING::write);
    }
    out.field("ServiceWeights", service.weights(), Weights.MAPPING::write);
    out.stringMap("ServiceMeta", service.meta());
    out.field("ServicePort", service.port());
    out.field("ServiceSocketPath", service.socketPath());
    out.field("ServiceEnableTagOverride", service.enableTagOverride());
    out.field("ServiceProxy", service.proxy(), Value::writeTo);
    out.field("ServiceConnect", service.connect(), Value::writeTo);
    out.name("ServiceLocality");
    if (service.locality() == null) {
      out.nil();
    } else {
      service.locality().writeTo(out);
    }
  }
}
