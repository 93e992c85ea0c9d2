package io.proconsul.cli.flag;

/** A flag that is on or off; {@code -x} is {@code -x=true}. */
public final class SwitchFlag extends Flag {
  private final boolean explains;
  private boolean value;

  /**
   * @param explains whether a bad value is explained by the parser's words, as Consul's own flags
   *     do, or is a plain {@code parse error}, as Go's do
   */
  SwitchFlag(String name, String usage, boolean initial, boolean explains) {
    super(name, "", usage, initial ? "true" : "");
    this.explains = explains;
    value = initial;
  }

  @Override
  void set(String text) throws InvalidFlag {
    Boolean parsed = GoText.parseBool(text);
    if (parsed == null) {
      throw new InvalidFlag(explains ? GoText.boolError(text) : "parse error");
    }
    value = parsed;
  }

  @Override
  boolean isSwitch() {
    return true;
  }

  public boolean get() {
    return value;
  }
}
