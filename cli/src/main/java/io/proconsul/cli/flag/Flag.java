package io.proconsul.cli.flag;

/**
 * One flag: its name, what help says, and what becomes of its values. Owned by one {@link FlagSet}
 * and used by the thread that runs the command.
 */
public abstract class Flag {
  private final String name;
  private final String kind;
  private final String usage;
  private boolean seen;

  /** @param kind what help shows for the value, as in {@code -name=<kind>}; empty for a switch */
  Flag(String name, String kind, String usage) {
    this.name = name;
    this.kind = kind;
    this.usage = usage;
  }

  /** @throws InvalidFlag when the text is no value of this flag; the message is the reason alone */
  abstract void set(String text) throws InvalidFlag;

  /** A switch needs no value. */
  boolean isSwitch() {
    return false;
  }

  final void accept(String text) throws InvalidFlag {
    set(text);
    seen = true;
  }

  /** Was it given at all? */
  public final boolean isSet() {
    return seen;
  }

  public final String name() {
    return name;
  }

  final String kind() {
    return kind;
  }

  final String usage() {
    return usage;
  }
}
