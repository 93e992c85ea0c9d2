package io.proconsul.cli.flag;

import io.proconsul.codec.DecodeException;
import io.proconsul.codec.GoDuration;
import java.time.Duration;

/** A flag with a duration in Go's notation, such as {@code 1m30s}. */
public final class DurationFlag extends Flag {
  private final boolean explains;
  private Duration value;

  DurationFlag(String name, String type, String usage, Duration initial, boolean explains) {
    super(name, type, usage, initial.isZero() ? "" : GoDuration.format(initial));
    this.explains = explains;
    value = initial;
  }

  @Override
  void set(String text) throws InvalidFlag {
    try {
      value = GoDuration.parse(text);
    } catch (DecodeException e) {
      throw new InvalidFlag(explains ? String.valueOf(e.getMessage()) : "parse error");
    }
  }

  public Duration get() {
    return value;
  }
}
