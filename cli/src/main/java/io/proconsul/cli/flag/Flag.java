package io.proconsul.cli.flag;

/**
 * One flag: its name, what help says, and what becomes of its values. Owned by one {@link FlagSet}
 * and used by the thread that runs the command.
 */
public abstract class Flag {
  private final String name;
  private final String kind;
  private final String usage;
  private final String initial;
  private boolean seen;

  /**
   * @param type what help shows for the value, unless the usage names it in backticks; empty for a
   *     switch
   * @param initial the value when none is given, as Go shows it; empty for what needs no word
   */
  Flag(String name, String type, String usage, String initial) {
    this.name = name;
    this.usage = usage;
    this.initial = initial;
    int open = usage.indexOf('`');
    int close = usage.indexOf('`', open + 1);
    kind = open >= 0 && close > open ? usage.substring(open + 1, close) : type;
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

  /** What the value is: its type, or a word of the usage. */
  final String kind() {
    return kind;
  }

  /** With the backticks that name the value. */
  final String usage() {
    return usage;
  }

  final String initial() {
    return initial;
  }
}
