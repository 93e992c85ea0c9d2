package io.proconsul.core.command;

import io.proconsul.model.HealthCheck;
import io.proconsul.model.KvEntry;
import io.proconsul.model.Node;
import io.proconsul.model.ServiceInstance;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** One operation of a transaction. */
public sealed interface TxnOp {
  /**
   * On a key, or for trees on all below it.
   *
   * @param entry the key with as much of value, flags and session as the verb looks at
   * @param index what {@code cas}, {@code delete-cas} and {@code check-index} compare with
   */
  record Kv(KvVerb verb, KvEntry entry, long index) implements TxnOp {}

  /** On a node; the compare verbs look at its ModifyIndex, as those of services and checks do. */
  record OfNode(Verb verb, Node node) implements TxnOp {}

  record OfService(Verb verb, String node, ServiceInstance service) implements TxnOp {}

  record OfCheck(Verb verb, HealthCheck check) implements TxnOp {}

  /** What fails for this reason whatever the state is: a verb that does not exist. */
  record Refused(String reason) implements TxnOp {}

  /** Verbs of keys, with their names in the API and in the log. */
  enum KvVerb {
    SET("set", true),
    CAS("cas", true),
    LOCK("lock", true),
    UNLOCK("unlock", true),
    DELETE("delete", true),
    DELETE_CAS("delete-cas", true),
    DELETE_TREE("delete-tree", true),
    GET("get", false),
    GET_OR_EMPTY("get-or-empty", false),
    GET_TREE("get-tree", false),
    CHECK_INDEX("check-index", false),
    CHECK_SESSION("check-session", false),
    CHECK_NOT_EXISTS("check-not-exists", false);

    private static final Map<String, KvVerb> BY_TEXT =
        Arrays.stream(values()).collect(Collectors.toMap(KvVerb::text, Function.identity()));

    private final String text;
    private final boolean write;

    KvVerb(String text, boolean write) {
      this.text = text;
      this.write = write;
    }

    public static Optional<KvVerb> of(String text) {
      return Optional.ofNullable(BY_TEXT.get(text));
    }

    public String text() {
      return text;
    }
  }

  /** Verbs of nodes, services and checks, with their names in the API and in the log. */
  enum Verb {
    SET("set"),
    CAS("cas"),
    DELETE("delete"),
    DELETE_CAS("delete-cas"),
    GET("get");

    private static final Map<String, Verb> BY_TEXT =
        Arrays.stream(values()).collect(Collectors.toMap(Verb::text, Function.identity()));

    private final String text;

    Verb(String text) {
      this.text = text;
    }

    public static Optional<Verb> of(String text) {
      return Optional.ofNullable(BY_TEXT.get(text));
    }

    public String text() {
      return text;
    }
  }

  /** Whether it could change anything, so that it has to go through the log. */
  default boolean isWrite() {
    return switch (this) {
      case Kv kv -> kv.verb.write;
      case OfNode node -> node.verb != Verb.GET;
      case OfService service -> service.verb != Verb.GET;
      case OfCheck check -> check.verb != Verb.GET;
      case Refused _ -> false;
    };
  }
}
