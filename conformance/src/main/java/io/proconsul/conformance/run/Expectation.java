package io.proconsul.conformance.run;

import io.proconsul.codec.Value;
import io.proconsul.conformance.match.Comparison;
import io.proconsul.conformance.match.Json;
import io.proconsul.conformance.match.Variables;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Holds a step's outcome against the parts that its scenario lists. */
final class Expectation {
  private static final Set<String> PLAIN = Set.of(
      "exit", "rcode", "flags", "answer", "authority", "additional", "opt", "question", "size");

  private final Outcome outcome;
  private final Comparison comparison;

  private Expectation(Outcome outcome, Variables variables) {
    this.outcome = outcome;
    this.comparison = new Comparison(variables, outcome.part("json"));
  }

  /** The differences; none when it holds. */
  static List<String> check(Value.@Nullable Obj expect, Outcome outcome, Variables variables) {
    Value.Obj expected = expect == null ? Value.Obj.EMPTY : variables.substitute(expect);
    Expectation expectation = new Expectation(outcome, variables);
    Value wantedError = expected.get("error");
    String error = outcome.error();
    if (wantedError != null) {
      Value got = error == null ? null : new Value.Str(error);
      expectation.comparison.compare(wantedError, got, "error");
    } else if (error != null) {
      return List.of("no answer: " + error);
    } else {
      expected.fields().forEach(expectation::part);
    }
    return expectation.comparison.differences();
  }

  private void part(String name, Value expected) {
    switch (name) {
      case "headers" -> headers(expected);
      case "status" -> status(expected);
      case "json" -> json(expected);
      case "body" -> comparison.compare(lines(expected), outcome.part("text"), "body");
      case "stdout", "stderr", "rendered" ->
        comparison.compare(lines(expected), outcome.part(name), name);
      case "body_b64" -> {
        String encoded = Base64.getEncoder().encodeToString(outcome.data());
        comparison.compare(expected, new Value.Str(encoded), name);
      }
      case "body_len" ->
        comparison.compare(expected, new Value.Int(outcome.data().length), "body length");
      case "body_sha256" ->
        comparison.compare(expected, new Value.Str(sha256(outcome.data())), "body sha256");
      case "elapsed" -> elapsed(expected);
      default -> {
        if (PLAIN.contains(name)) {
          comparison.compare(expected, outcome.part(name), name);
        } else {
          comparison.differ(name, "unknown expectation");
        }
      }
    }
  }

  private void headers(Value expected) {
    if (expected instanceof Value.Obj(Map<String, Value> headers)) {
      headers.forEach(
          (name, value) -> comparison.compare(value, outcome.header(name), "header " + name));
    } else {
      comparison.differ("headers", "expected something other than an object of headers");
    }
  }

  private void status(Value expected) {
    Value status = outcome.part("status");
    boolean holds = expected instanceof Value.Arr(List<Value> several)
        ? several.stream().anyMatch(each -> each.equals(status))
        : new Comparison(new Variables(), null).compare(expected, status, "status");
    if (!holds) {
      comparison.differ(
          "status",
          "expected " + Json.compact(expected) + ", got " + Json.show(status) + " (body "
              + Json.show(outcome.part("text")) + ")");
    }
  }

  private void json(Value expected) {
    Value json = outcome.part("json");
    if (json == null) {
      comparison.differ("body", "expected JSON, got " + Json.show(outcome.part("text")));
    } else {
      comparison.compare(expected, json, "$");
    }
  }

  private void elapsed(Value range) {
    double low = seconds(range, 0);
    double high = seconds(range, 1);
    if (outcome.seconds() < low || outcome.seconds() > high) {
      comparison.differ(
          "elapsed", "expected %s..%ss, took %.2fs".formatted(low, high, outcome.seconds()));
    }
  }

  private static double seconds(Value range, int place) {
    if (range instanceof Value.Arr(List<Value> bounds) && bounds.size() == 2) {
      return switch (bounds.get(place)) {
        case Value.Int(long number) -> number;
        case Value.Num(double number, String _) -> number;
        default -> throw new IllegalArgumentException("elapsed needs two numbers");
      };
    }
    throw new IllegalArgumentException("elapsed needs two numbers");
  }

  /** A list of lines stands for the text they make. */
  private static Value lines(Value expected) {
    if (!(expected instanceof Value.Arr(List<Value> lines))) {
      return expected;
    }
    StringBuilder text = new StringBuilder();
    String separator = "";
    for (Value line : lines) {
      text.append(separator).append(line instanceof Value.Str(String part) ? part : "");
      separator = "\n";
    }
    return new Value.Str(text.toString());
  }

  private static String sha256(byte[] data) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(data));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
