package io.proconsul.cli.flag;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A flag that may be given several times; every value is kept in order. */
public final class ListFlag extends Flag {
  private final List<String> values = new ArrayList<>();

  ListFlag(String name, String usage) {
    super(name, "value", usage);
  }

  @Override
  void set(String text) {
    values.add(text);
  }

  public List<String> get() {
    return Collections.unmodifiableList(values);
  }
}
