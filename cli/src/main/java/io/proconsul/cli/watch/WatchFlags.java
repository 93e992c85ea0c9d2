package io.proconsul.cli.watch;

import io.proconsul.cli.api.Failure;
import io.proconsul.cli.flag.FlagSet;
import io.proconsul.cli.flag.GoText;
import io.proconsul.cli.flag.ListFlag;
import io.proconsul.cli.flag.StringFlag;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The flags that say what to watch; those that the type does not know are refused. */
final class WatchFlags {
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
        "Whether to leave out instances that do not pass," + " for type service: true or false.");
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
    Set<String> given = given();
    WatchQuery query = switch (type()) {
      case "key" -> WatchQuery.key(needed(given, key, "Must specify a single key to watch"));
      case "keyprefix" ->
        WatchQuery.keyPrefix(needed(given, prefix, "Must specify a single prefix to watch"));
      case "services" -> WatchQuery.services(taken(given, filter));
      case "nodes" -> WatchQuery.nodes(taken(given, filter));
      case "service" -> {
        String watched = needed(given, service, "Must specify a single service to watch");
        given.remove("passingonly");
        given.remove("tag");
        yield WatchQuery.service(watched, tag.get(), passing, taken(given, filter));
      }
      case "checks" -> checks(given);
      case "event" -> WatchQuery.events(taken(given, name));
      case "connect_roots", "connect_leaf", "agent_service" ->
        throw new Failure("Type " + type() + " is not supported in the CLI tool");
      default -> throw new Failure("Unsupported watch type: " + type());
    };
    if (!given.isEmpty()) {
      throw new Failure("Invalid parameters: " + given.toString().replace(",", ""));
    }
    return query;
  }

  private WatchQuery checks(Set<String> given) throws Failure {
    String ofService = taken(given, service);
    String inState = taken(given, state);
    if (!ofService.isEmpty() && !inState.isEmpty()) {
      throw new Failure("Cannot specify service and state");
    }
    String matching = taken(given, filter);
    return ofService.isEmpty()
        ? WatchQuery.checksIn(inState.isEmpty() ? "any" : inState, matching)
        : WatchQuery.checksOf(ofService, matching);
  }

  /** Names of the flags with a value. */
  private Set<String> given() {
    Set<String> given = new TreeSet<>();
    for (StringFlag flag : List.of(filter, key, name, passingOnly, prefix, service, state)) {
      if (!flag.get().isEmpty()) {
        given.add(flag.name());
      }
    }
    if (!tag.get().isEmpty()) {
      given.add(tag.name());
    }
    return given;
  }

  private static String taken(Set<String> given, StringFlag flag) {
    given.remove(flag.name());
    return flag.get();
  }

  private static String needed(Set<String> given, StringFlag flag, String otherwise)
      throws Failure {
    if (flag.get().isEmpty()) {
      throw new Failure(otherwise);
    }
    return taken(given, flag);
  }
}
