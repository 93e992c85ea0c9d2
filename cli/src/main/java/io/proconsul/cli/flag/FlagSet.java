package io.proconsul.cli.flag;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The flags of one command. Parsing is Go's: {@code -name value}, {@code -name=value}, one dash or
 * two, switches take a value only after {@code =}, and the first word that is no flag ends them.
 * Owned by one command; one thread.
 */
public final class FlagSet {
  private final Map<String, Flag> flags = new LinkedHashMap<>();
  private String[] rest = {};

  /** A text, as Go's {@code flag.String}. */
  public StringFlag string(String name, String initial, String usage) {
    return add(new StringFlag(name, "string", usage, initial));
  }

  /** A text of Consul's own type, whose value help names so unless the usage does. */
  public StringFlag text(String name, String usage) {
    return add(new StringFlag(name, "value", usage, ""));
  }

  /** A switch, as Go's {@code flag.Bool}. */
  public SwitchFlag bool(String name, boolean initial, String usage) {
    return add(new SwitchFlag(name, usage, initial, false));
  }

  /** A switch of Consul's own type, which explains what is wrong with a value. */
  public SwitchFlag boolValue(String name, String usage) {
    return add(new SwitchFlag(name, usage, false, true));
  }

  /** A whole number, as Go's {@code flag.Int}. */
  public NumberFlag integer(String name, long initial, String usage) {
    return add(new NumberFlag(name, NumberFlag.Kind.SIGNED, usage, initial));
  }

  /** An unsigned number, as Go's {@code flag.Uint64}. */
  public NumberFlag unsigned(String name, String usage) {
    return add(new NumberFlag(name, NumberFlag.Kind.UNSIGNED, usage, 0));
  }

  /** A decimal number of Consul's own type, which explains what is wrong with a value. */
  public NumberFlag decimal(String name, String usage) {
    return add(new NumberFlag(name, NumberFlag.Kind.DECIMAL, usage, 0));
  }

  /** An unsigned number of Consul's own type, which explains what is wrong with a value. */
  public NumberFlag count(String name, String usage) {
    return add(new NumberFlag(name, NumberFlag.Kind.COUNT, usage, 0));
  }

  /** A duration of Consul's own type, which explains what is wrong with a value. */
  public DurationFlag durationValue(String name, String usage) {
    return add(new DurationFlag(name, "value", usage, Duration.ZERO, true));
  }

  /** A duration, as Go's {@code flag.Duration}. */
  public DurationFlag duration(String name, Duration initial, String usage) {
    return add(new DurationFlag(name, "duration", usage, initial, false));
  }

  /** Texts, one for each time the flag is given. */
  public ListFlag list(String name, String usage) {
    return add(new ListFlag(name, usage));
  }

  /** Another name of a list: values of both are kept in one order. */
  public ListFlag alias(String name, ListFlag same, String usage) {
    return add(new ListFlag(name, usage, same));
  }

  /** Pairs {@code key=value}, one for each time the flag is given. */
  public PairsFlag pairs(String name, String usage) {
    return add(new PairsFlag(name, usage));
  }

  private <F extends Flag> F add(F flag) {
    if (flags.put(flag.name(), flag) != null) {
      throw new IllegalStateException("flag given twice: " + flag.name());
    }
    return flag;
  }

  /** Takes the other set's flags as well; both sets see their values. */
  public void addAll(FlagSet other) {
    for (Flag flag : other.flags.values()) {
      flags.put(flag.name(), flag);
    }
  }

  /** @throws InvalidFlag in Go's words, for a flag that is unknown or whose value is bad */
  public void parse(String[] args) throws InvalidFlag {
    int at = 0;
    while (at < args.length) {
      String word = args[at];
      if (word.length() < 2 || word.charAt(0) != '-') {
        break;
      }
      if (word.equals("--")) {
        at++;
        break;
      }
      at = parseOne(args, at);
    }
    rest = Arrays.copyOfRange(args, at, args.length);
  }

  private int parseOne(String[] args, int at) throws InvalidFlag {
    String word = args[at];
    String name = word.substring(word.charAt(1) == '-' ? 2 : 1);
    if (name.isEmpty() || name.charAt(0) == '-' || name.charAt(0) == '=') {
      throw new InvalidFlag("bad flag syntax: " + word);
    }
    int equals = name.indexOf('=');
    boolean hasValue = equals > 0;
    String value = hasValue ? name.substring(equals + 1) : "";
    name = hasValue ? name.substring(0, equals) : name;
    Flag flag = flags.get(name);
    if (flag == null && (name.equals("h") || name.equals("help"))) {
      // Only with a value do they come here: Go shows the flags and finds nothing wrong.
      throw new InvalidFlag(InvalidFlag.HELP);
    }
    if (flag == null) {
      throw new InvalidFlag("flag provided but not defined: -" + name);
    }
    if (flag.isSwitch()) {
      acceptSwitch(flag, hasValue ? value : "true", hasValue);
      return at + 1;
    }
    if (!hasValue && at + 1 >= args.length) {
      throw new InvalidFlag("flag needs an argument: -" + name);
    }
    accept(flag, hasValue ? value : args[at + 1]);
    return hasValue ? at + 1 : at + 2;
  }

  private static void acceptSwitch(Flag flag, String value, boolean hasValue) throws InvalidFlag {
    try {
      flag.accept(value);
    } catch (InvalidFlag e) {
      throw new InvalidFlag(
          hasValue
              ? "invalid boolean value " + GoText.quote(value) + " for -" + flag.name() + ": "
                  + e.getMessage()
              : "invalid boolean flag " + flag.name() + ": " + e.getMessage());
    }
  }

  private static void accept(Flag flag, String value) throws InvalidFlag {
    try {
      flag.accept(value);
    } catch (InvalidFlag e) {
      throw new InvalidFlag("invalid value " + GoText.quote(value) + " for flag -" + flag.name()
          + ": " + e.getMessage());
    }
  }

  /** The words after the flags. */
  public String[] rest() {
    return rest.clone();
  }

  boolean isEmpty() {
    return flags.isEmpty();
  }

  /** By name. */
  List<Flag> sorted() {
    List<Flag> sorted = new ArrayList<>(flags.values());
    sorted.sort(Comparator.comparing(Flag::name));
    return sorted;
  }
}
