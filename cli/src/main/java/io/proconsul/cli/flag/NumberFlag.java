package io.proconsul.cli.flag;

/** A flag with a whole number. */
public final class NumberFlag extends Flag {
  private final Kind kind;
  private long value;

  /** How the text is read and how a bad one is named. */
  enum Kind {
    /** Go's {@code int}: decimal, hexadecimal or octal by prefix. */
    SIGNED("int"),
    /** Go's {@code uint64}. */
    UNSIGNED("uint"),
    /** Consul's own for the API: unsigned, and the parser's words. */
    COUNT("value"),
    /** Consul's own for the agent: decimal, and the parser's words. */
    DECIMAL("value");

    final String shown;

    Kind(String shown) {
      this.shown = shown;
    }
  }

  NumberFlag(String name, Kind kind, String usage, long initial) {
    super(name, kind.shown, usage, initial == 0 ? "" : Long.toString(initial));
    this.kind = kind;
    value = initial;
  }

  @Override
  void set(String text) throws InvalidFlag {
    try {
      value = switch (kind) {
        case SIGNED -> GoText.parseInt(text);
        case UNSIGNED, COUNT -> GoText.parseUnsigned(text);
        case DECIMAL -> Long.parseLong(text);
      };
    } catch (NumberFormatException e) {
      throw new InvalidFlag(reason(text));
    }
  }

  private String reason(String text) {
    boolean digits = GoText.isDigits(text.startsWith("-") ? text.substring(1) : text);
    if (kind == Kind.DECIMAL) {
      return "strconv.Atoi: parsing " + GoText.quote(text) + ": "
          + (digits ? "value out of range" : "invalid syntax");
    }
    if (kind == Kind.COUNT) {
      return "strconv.ParseUint: parsing " + GoText.quote(text) + ": "
          + (digits && !text.startsWith("-") ? "value out of range" : "invalid syntax");
    }
    return digits && !(kind == Kind.UNSIGNED && text.startsWith("-"))
        ? "value out of range"
        : "parse error";
  }

  /** Signed or, for an unsigned flag, the same 64 bits. */
  public long get() {
    return value;
  }
}
