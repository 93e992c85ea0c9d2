package io.proconsul.core.rpc.form;

import io.proconsul.codec.DecodeException;
import io.proconsul.codec.Fields;
import io.proconsul.codec.Mapping;
import io.proconsul.codec.Sink;
import io.proconsul.model.HealthEntry;
import io.proconsul.model.Node;
import io.proconsul.model.ServiceInstance;

/** {@code structs.CheckServiceNode}. */
public final class EntryForm implements Mapping<HealthEntry> {
  public static final EntryForm MAPPING = new EntryForm();

  private EntryForm() {}

  @Override
  public void write(HealthEntry entry, Sink out) {
    out.beginObject();
    out.field("Node", entry.node(), Node.MAPPING::write);
    out.field("Service", entry.service(), ServiceInstance::writeListedTo);
    out.list("Checks", entry.checks(), CheckForm.MAPPING::write);
    out.endObject();
  }

  @Override
  public HealthEntry read(Fields in) {
    Node node = in.object("Node", "Node", Node.MAPPING::read);
    ServiceInstance service = in.object("Service", "NodeService", ServiceForm.MAPPING::read);
    if (node == null || service == null) {
      throw new DecodeException("msgpack: an instance without its node or its service");
    }
    return new HealthEntry(
        node, service, Form.orEmpty(in.list("Checks", "HealthCheck", CheckForm.MAPPING::read)));
  }
}
