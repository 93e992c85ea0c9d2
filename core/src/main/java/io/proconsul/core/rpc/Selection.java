package io.proconsul.core.rpc;

import io.proconsul.codec.Sink;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/** Which instances of a service are meant, in {@code structs.ServiceSpecificRequest}. */
final class Selection {
  private Selection() {}

  static Consumer<Sink> fields(List<String> tags, boolean connect) {
    return out -> {
      out.strings("ServiceTags", tags);
      out.field("TagFilter", !tags.isEmpty());
      out.field("Connect", connect);
    };
  }

  /** {@code ServiceTag} is how callers before 1.3 said it. */
  static List<String> tags(Args args) {
    if (!args.in().bool("TagFilter")) {
      return List.of();
    }
    List<String> tags = Objects.requireNonNullElse(args.in().strings("ServiceTags"), List.of());
    String old = args.string("ServiceTag");
    return tags.isEmpty() && !old.isEmpty() ? List.of(old) : tags;
  }
}
