package io.proconsul.core.rpc.form;

import io.proconsul.codec.Fields;
import io.proconsul.codec.Sink;
import io.proconsul.model.Node;
import io.proconsul.model.ServiceInstance;
import io.proconsul.model.ServiceOnNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The reply of {@code Catalog.ListServices}: service names with the tags of all instances. What is
 * read is one row for each service, on no node, which shows the same.
 */
public final class TagsForm {
  public static final Form<List<ServiceOnNode>> SERVICES =
      Form.object(TagsForm::write, TagsForm::read);

  private static final Node NOWHERE = new Node("", "", "", "", null, null, 0, 0);

  private TagsForm() {}

  private static void write(List<ServiceOnNode> instances, Sink out) {
    Map<String, Set<String>> tags = new LinkedHashMap<>();
    for (ServiceOnNode row : instances) {
      tags.computeIfAbsent(row.service().service(), _ -> new LinkedHashSet<>())
          .addAll(row.service().tags());
    }
    out.map(
        "Services",
        tags,
        (all, to) -> to.list(List.copyOf(all), (String tag, Sink each) -> each.string(tag)));
  }

  private static List<ServiceOnNode> read(Fields in) {
    Map<String, List<String>> tags = in.stringListMap("Services");
    List<ServiceOnNode> rows = new ArrayList<>();
    if (tags != null) {
      tags.forEach((name, all) ->
          rows.add(new ServiceOnNode(NOWHERE, ServiceInstance.of(name, name, 0).withTags(all))));
    }
    return rows;
  }
}
