package io.proconsul.core.filter;

import java.util.LinkedHashMap;
import java.util.Map;

/** The fields of a subject, by the names that its mapping writes; case matters. */
public record FilterFields(Map<String, Kind> kinds) {
  public static final Kind STRING = new Kind.Text();
  public static final Kind BOOL = new Kind.Bool();
  public static final Kind INT = new Kind.Int(64, true);
  public static final Kind FLOAT = new Kind.Real(64);
  public static final Kind UINT = new Kind.Int(64, false);
  public static final Kind LIST_OF_STRING = new Kind.ListOf(STRING);
  public static final Kind MAP_STRING = new Kind.MapOf(STRING);

  public FilterFields {
    kinds = Map.copyOf(kinds);
  }

  public static FilterFields none() {
    return new FilterFields(Map.of());
  }

  /** These fields and one more. */
  public FilterFields with(String name, Kind kind) {
    var more = new LinkedHashMap<>(kinds);
    more.put(name, kind);
    return new FilterFields(more);
  }

  /** These fields and several of one kind. */
  public FilterFields with(Kind kind, String... names) {
    var more = new LinkedHashMap<>(kinds);
    for (var name : names) {
      more.put(name, kind);
    }
    return new FilterFields(more);
  }
}
