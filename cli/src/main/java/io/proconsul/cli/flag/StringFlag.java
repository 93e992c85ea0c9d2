package io.proconsul.cli.flag;

/** A flag with a text; the last one given counts. */
public final class StringFlag extends Flag {
  private String value;

  StringFlag(String name, String type, String usage, String initial) {
    super(name, type, usage, initial.isEmpty() ? "" : GoText.quote(initial));
    value = initial;
  }

  @Override
  void set(String text) {
    value = text;
  }

  public String get() {
    return value;
  }

  /** The given value, or {@code other} when none was given. */
  public String or(String other) {
    return isSet() ? value : other;
  }
}
