package io.proconsul.client;

import io.proconsul.codec.Value;
import io.proconsul.model.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The catalog. Obtained from {@link ConsulClient#catalog}; as free to share as the client. */
public final class CatalogClient {
  private final ConsulClient client;

  CatalogClient(ConsulClient client) {
    this.client = client;
  }

  /** All datacenters known, the nearest first. */
  public List<String> datacenters() {
    return Answers.strings(client.sendOk(Call.get("/v1/catalog/datacenters")));
  }

  /**
   * @param near a node, or {@code _agent}, that the answer is sorted by distance from; empty for
   *     none
   * @param meta what the nodes' metadata must hold
   */
  public Answer<List<Node>> nodes(String near, Map<String, String> meta, QueryOptions options) {
    Reply reply = client.sendOk(withMeta(Call.get("/v1/catalog/nodes"), meta)
        .withUnlessEmpty("near", near)
        .with(options));
    return new Answer<>(Answers.list(reply, "Node", Node.MAPPING), reply.meta());
  }

  /** Names of services with all tags of their instances. */
  public Answer<Map<String, List<String>>> services(
      Map<String, String> nodeMeta, QueryOptions options) {
    Reply reply =
        client.sendOk(withMeta(Call.get("/v1/catalog/services"), nodeMeta).with(options));
    Map<String, List<String>> services = new LinkedHashMap<>();
    if (reply.json() instanceof Value.Obj(Map<String, Value> fields)) {
      fields.forEach((name, tags) -> services.put(name, Answers.strings(tags)));
    }
    return new Answer<>(services, reply.meta());
  }

  /** The instances of a service, each with its node, as the catalog prints them. */
  public Answer<List<Value.Obj>> service(
      String name, String near, Map<String, String> nodeMeta, QueryOptions options) {
    Reply reply = client.sendOk(withMeta(Call.get("/v1/catalog/service/" + name), nodeMeta)
        .withUnlessEmpty("near", near)
        .with(options));
    return new Answer<>(Answers.objects(reply.json()), reply.meta());
  }

  /** The services of one node as the catalog prints them, by id. */
  public Answer<List<Value.Obj>> nodeServices(String node, QueryOptions options) {
    Reply reply = client.sendOk(Call.get("/v1/catalog/node/" + node).with(options));
    List<Value.Obj> services = new ArrayList<>();
    if (reply.json() instanceof Value.Obj answer
        && answer.get("Services") instanceof Value.Obj(Map<String, Value> byId)) {
      for (Value value : byId.values()) {
        if (value instanceof Value.Obj service) {
          services.add(service);
        }
      }
    }
    return new Answer<>(services, reply.meta());
  }

  private static Call withMeta(Call call, Map<String, String> meta) {
    if (!meta.isEmpty()) {
      String[] pairs = new String[meta.size()];
      int i = 0;
      for (Map.Entry<String, String> entry : meta.entrySet()) {
        pairs[i++] = entry.getKey() + ":" + entry.getValue();
      }
      call.with("node-meta", pairs);
    }
    return call;
  }
}
