package io.proconsul.chaos.check;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** A history for a reader: a line an operation, in the order of the calls, times in ms. */
public final class HistoryText {
  private static final int SHOWN = 60;

  private HistoryText() {}

  public static String of(List<Operation> history) {
    StringBuilder text = new StringBuilder("    called   answered  client\n");
    List<Operation> ordered =
        history.stream().sorted(Comparator.comparingLong(Operation::invoked)).toList();
    int hidden = Math.max(0, ordered.size() - SHOWN);
    if (hidden > 0) {
      text.append("    (").append(hidden).append(" earlier operations)\n");
    }
    for (Operation operation : ordered.subList(hidden, ordered.size())) {
      String end = operation.isUnknown() ? "?" : millis(operation.returned());
      text.append(String.format(
          Locale.ROOT,
          "%10s %10s  %-6d %s%n",
          millis(operation.invoked()),
          end,
          operation.client(),
          words(operation)));
    }
    return text.toString();
  }

  private static String millis(long nanos) {
    return String.format(Locale.ROOT, "%.3f", nanos / 1e6);
  }

  private static String words(Operation operation) {
    String call = switch (operation.call()) {
      case Call.Read() -> "read";
      case Call.Write(String value) -> "write " + value;
      case Call.CompareAndSet(String expected, String value) ->
        "set " + value + " if it is " + shown(expected);
      case Call.Acquire(String session) -> "acquire for " + session;
      case Call.Release(String session) -> "release by " + session;
      case Call.Destroy(String session) -> "end of session " + session;
    };
    return call
        + switch (operation.outcome()) {
          case Outcome.Done() -> ": done";
          case Outcome.Refused() -> ": refused";
          case Outcome.Saw(String value) -> ": saw " + shown(value);
          case Outcome.Unknown() -> ": no answer";
        };
  }

  private static String shown(String value) {
    return value.isEmpty() ? "(nothing)" : value;
  }
}
