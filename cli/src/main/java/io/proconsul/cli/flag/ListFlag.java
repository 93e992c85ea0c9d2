package io.proconsul.cli.flag;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A flag that may be given several times; every value is kept in order. */
public final class ListFlag extends Flag {
  private final List<String> values;
  private final @Nullable ListFlag same;

  ListFlag(String name, String usage) {
    super(name, "value", usage, "");
    values = new ArrayList<>();
    same = null;
  }

  /** Another name of that flag: what is given here is given there. */
  ListFlag(String name, String usage, ListFlag same) {
    super(name, "value", usage, "");
    values = same.values;
    this.same = same;
  }

  @Override
  void set(String text) throws InvalidFlag {
    if (same == null) {
      values.add(text);
    } else {
      same.accept(text);
    }
  }

  public List<String> get() {
    return Collections.unmodifiableList(values);
  }
}
