package io.proconsul.cli.watch;

import io.proconsul.cli.api.Failure;
import io.proconsul.cli.flag.FlagSet;
import io.proconsul.cli.flag.GoText;
import io.proconsul.cli.flag.ListFlag;
import io.proconsul.cli.flag.StringFlag;
import io.proconsul.codec.Value;
import io.proconsul.core.api.ConsulException;
import io.proconsul.core.watch.WatchParameters;
import io.proconsul.core.watch.WatchQuery;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The flags that say what to watch; those that the type does not know are refused. */
final class WatchFlags {
  private static final Set<String> NOT_HERE =
      Set.of("connect_roots", "connect_leaf", "agent_service");

  private final StringFlag filter;
  private final StringFlag key;
  private final StringFlag name;
  private final StringFlag passingOnly;
  private final StringFlag prefix;
  private final StringFlag service;
  private final StringFlag state;
  private final ListFlag tag;
  private final StringFlag type;

  WatchFlags(FlagSet flags) {
    filter = flags.string(
        "filter",
        "",
        "An expression that what is watched must match; for"
            + " services, nodes, service and checks.");
    key = flags.string("key", "", "The key to watch, for type key.");
    name = flags.string("name", "", "The name of events to watch, for type event.");
    passingOnly = flags.string(
        "passingonly",
        "",
        "Whether to leave out instances that do not pass," + " for type service: `[true|false]`.");
    prefix = flags.string("prefix", "", "What keys start with, for type keyprefix.");
    service = flags.string("service", "", "The service to watch, for types service and checks.");
    state = flags.string("state", "", "The state of checks to watch, for type checks.");
    tag = flags.list(
        "tag",
        "A tag that instances must have, for type service. May be given several" + " times.");
    type = flags.string(
        "type",
        "",
        "What to watch: key, keyprefix, services, nodes, service, checks" + " or event.");
  }

  String type() {
    return type.get();
  }

  private boolean passing() throws Failure {
    if (passingOnly.get().isEmpty()) {
      return false;
    }
    Boolean value = GoText.parseBool(passingOnly.get());
    if (value == null) {
      throw new Failure("Failed to parse passingonly flag: " + GoText.boolError(passingOnly.get()));
    }
    return value;
  }

  /** @throws Failure when a flag is missing, or is given that the type does not know */
  WatchQuery query() throws Failure {
    boolean passing = passing();
    if (NOT_HERE.contains(type())) {
      throw new Failure("Type " + type() + " is not supported in the CLI tool");
    }
    Map<String, Value> given = new LinkedHashMap<>();
    for (StringFlag flag : List.of(filter, key, name, prefix, service, state, type)) {
      if (!flag.get().isEmpty()) {
        given.put(flag.name(), new Value.Str(flag.get()));
      }
    }
    if (!passingOnly.get().isEmpty()) {
      given.put(passingOnly.name(), new Value.Bool(passing));
    }
    if (!tag.get().isEmpty()) {
      List<Value> tags = new ArrayList<>();
      tag.get().forEach(each -> tags.add(new Value.Str(each)));
      given.put(tag.name(), new Value.Arr(tags));
    }
    WatchParameters parameters = new WatchParameters(new Value.Obj(given));
    try {
      WatchQuery query = WatchQuery.of(parameters);
      parameters.refuseRest();
      return query;
    } catch (ConsulException e) {
      throw new Failure(String.valueOf(e.getMessage()));
    }
  }
}
