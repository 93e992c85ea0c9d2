package io.proconsul.core.preparedquery.template;

import io.proconsul.core.filter.FilterException;
import io.proconsul.core.filter.GoPattern;
import io.proconsul.model.query.PreparedQuery;
import io.proconsul.model.query.ServiceQuery;
import io.proconsul.model.query.ServiceQuery.Failover;
import io.proconsul.model.query.ServiceQuery.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A query that answers to all names that begin with its own, filled in with the name that was asked
 * for. All texts of its service may hold expressions. Pure; any thread.
 */
public final class QueryTemplate {
  private static final String TYPE = "name_prefix_match";

  private final PreparedQuery query;
  private final @Nullable GoPattern pattern;

  private QueryTemplate(PreparedQuery query, @Nullable GoPattern pattern) {
    this.query = query;
    this.pattern = pattern;
  }

  /**
   * Makes sure that a query can be filled in, and gets ready to.
   *
   * @throws TemplateException with what is wrong, in Consul's words
   */
  public static QueryTemplate of(PreparedQuery query) throws TemplateException {
    PreparedQuery.Template template = query.template();
    if (!template.type().equals(TYPE)) {
      throw new TemplateException("Bad Template.Type '" + template.type() + "'");
    }
    QueryTemplate compiled = new QueryTemplate(query, pattern(template.regexp()));
    compiled.render(query.name(), "");
    return compiled;
  }

  private static @Nullable GoPattern pattern(String regexp) throws TemplateException {
    try {
      return regexp.isEmpty() ? null : GoPattern.compile(regexp);
    } catch (FilterException e) {
      throw new TemplateException("Bad Regexp: " + e.getMessage());
    }
  }

  /**
   * The query for a name.
   *
   * @param name begins with the query's own, perhaps in other letters
   * @param segment of the agent that was asked
   */
  public PreparedQuery render(String name, String segment) throws TemplateException {
    String suffix = name.substring(Math.min(query.name().length(), name.length()));
    List<String> matches = pattern == null ? List.of() : pattern.groups(name);
    return query.withService(
        filled(query.service(), new NameParts(name, query.name(), suffix, matches, segment)));
  }

  private ServiceQuery filled(ServiceQuery service, NameParts name) throws TemplateException {
    String wanted = filled(service.service(), "Service.Service", name);
    String group = filled(service.samenessGroup(), "Service.SamenessGroup", name);
    String peer = filled(service.peer(), "Service.Peer", name);
    Failover failover = filled(service.failover(), name);
    List<String> ignored = filled(service.ignoreCheckIds(), "Service.IgnoreCheckIDs", name);
    String near = filled(service.near(), "Service.Near", name);
    List<String> tags = filled(service.tags(), "Service.Tags", name);
    if (tags != null && query.template().removeEmptyTags()) {
      tags = tags.stream().filter(tag -> !tag.isEmpty()).toList();
    }
    return new ServiceQuery(
        wanted,
        failover,
        service.onlyPassing(),
        ignored,
        near,
        tags,
        filled(service.nodeMeta(), "Service.NodeMeta", name),
        filled(service.serviceMeta(), "Service.ServiceMeta", name),
        service.connect(),
        group,
        peer);
  }

  private static Failover filled(Failover failover, NameParts name) throws TemplateException {
    List<Target> targets = failover.targets() == null ? null : new ArrayList<>();
    if (targets != null && failover.targets() != null) {
      for (Target target : failover.targets()) {
        String path = "Service.Failover.Targets[" + targets.size() + "].";
        targets.add(new Target(
            filled(target.peer(), path + "Peer", name),
            filled(target.datacenter(), path + "Datacenter", name)));
      }
    }
    return new Failover(
        failover.nearestN(),
        filled(failover.datacenters(), "Service.Failover.Datacenters", name),
        targets);
  }

  private static @Nullable List<String> filled(
      @Nullable List<String> texts, String path, NameParts name) throws TemplateException {
    if (texts == null) {
      return null;
    }
    List<String> filled = new ArrayList<>(texts.size());
    for (String text : texts) {
      filled.add(filled(text, path + "[" + filled.size() + "]", name));
    }
    return filled;
  }

  private static @Nullable Map<String, String> filled(
      @Nullable Map<String, String> texts, String path, NameParts name) throws TemplateException {
    if (texts == null) {
      return null;
    }
    Map<String, String> filled = new TreeMap<>();
    for (Map.Entry<String, String> pair : texts.entrySet()) {
      filled.put(pair.getKey(), filled(pair.getValue(), path + "[" + pair.getKey() + "]", name));
    }
    return filled;
  }

  private static String filled(String text, String path, NameParts name) throws TemplateException {
    if (text.indexOf('$') < 0) {
      return text;
    }
    Interpolation.Parsed parsed;
    try {
      parsed = Interpolation.parse(text);
    } catch (TemplateException e) {
      throw new TemplateException("Bad format '" + text + "' in " + path + ": " + e.getMessage());
    }
    try {
      return parsed.evaluate(name);
    } catch (TemplateException e) {
      throw new TemplateException(
          "Bad evaluation for '" + text + "' in " + path + ": " + e.getMessage());
    }
  }
}
