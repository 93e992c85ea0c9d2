package io.proconsul.codec.json;

import io.proconsul.codec.DecodeException;
import io.proconsul.codec.Value;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads JSON as Go's {@code encoding/json} does, with its error texts. The last of several equal
 * names wins; bytes that are no UTF-8 become U+FFFD, one each.
 */
public final class JsonReader {
  /**
   * Go stops at 10,000. What reads a {@link Value} recurses, and must not run out of stack on what
   * a stranger sent.
   */
  public static final int MAX_DEPTH = 500;

  private final byte[] input;
  private final boolean strict;
  private int at;
  private int depth;

  private JsonReader(byte[] input, boolean strict) {
    this.input = input;
    this.strict = strict;
  }

  /**
   * As {@code json.Unmarshal}: the whole input is one value.
   *
   * @throws DecodeException in Go's words
   */
  public static Value parse(byte[] input) {
    JsonReader reader = new JsonReader(input, true);
    Value value = reader.value();
    reader.skipSpace();
    if (reader.at < input.length) {
      throw reader.invalid("after top-level value");
    }
    return value;
  }

  /**
   * As {@code json.Decoder} on a request's body: the first value counts, what follows is ignored.
   *
   * @throws DecodeException in Go's words
   */
  public static Value parseFirst(byte[] input) {
    JsonReader reader = new JsonReader(input, false);
    reader.skipSpace();
    if (reader.at == input.length) {
      throw new DecodeException("EOF");
    }
    return reader.value();
  }

  private Value value() {
    skipSpace();
    if (at == input.length) {
      throw cutOff();
    }
    return switch (input[at]) {
      case '{' -> object();
      case '[' -> array();
      case '"' -> new Value.Str(string());
      case 't' -> literal("true", new Value.Bool(true));
      case 'f' -> literal("false", new Value.Bool(false));
      case 'n' -> literal("null", Value.Nil.NIL);
      case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> number();
      default -> throw invalid("looking for beginning of value");
    };
  }

  private Value object() {
    deeper();
    Map<String, Value> fields = new LinkedHashMap<>();
    if (next() == '}') {
      return closed(new Value.Obj(fields));
    }
    while (true) {
      if (next() != '"') {
        throw invalid("looking for beginning of object key string");
      }
      String name = string();
      if (next() != ':') {
        throw invalid("after object key");
      }
      at++;
      fields.put(name, value());
      switch (next()) {
        case ',' -> at++;
        case '}' -> {
          return closed(new Value.Obj(fields));
        }
        default -> throw invalid("after object key:value pair");
      }
    }
  }

  private Value array() {
    deeper();
    List<Value> values = new ArrayList<>();
    if (next() == ']') {
      return closed(new Value.Arr(values));
    }
    while (true) {
      values.add(value());
      switch (next()) {
        case ',' -> at++;
        case ']' -> {
          return closed(new Value.Arr(values));
        }
        default -> throw invalid("after array element");
      }
    }
  }

  private void deeper() {
    at++;
    if (++depth > MAX_DEPTH) {
      throw new DecodeException("exceeded max depth");
    }
  }

  private Value closed(Value value) {
    at++;
    depth--;
    return value;
  }

  private Value literal(String word, Value value) {
    for (int i = 0; i < word.length(); i++) {
      if (peek() != word.charAt(i)) {
        throw invalid("in literal " + word + " (expecting '" + word.charAt(i) + "')");
      }
      at++;
    }
    return value;
  }

  private Value number() {
    int start = at;
    if (peek() == '-') {
      at++;
    }
    if (peek() == '0') {
      at++;
    } else {
      digits("in numeric literal");
    }
    boolean whole = true;
    if (at < input.length && input[at] == '.') {
      whole = false;
      at++;
      digits("after decimal point in numeric literal");
    }
    if (at < input.length && (input[at] == 'e' || input[at] == 'E')) {
      whole = false;
      at++;
      if (peek() == '+' || peek() == '-') {
        at++;
      }
      digits("in exponent of numeric literal");
    }
    String text = new String(input, start, at - start, StandardCharsets.ISO_8859_1);
    return whole && text.length() <= 20 ? wholeNumber(text) : real(text);
  }

  private static Value wholeNumber(String text) {
    try {
      return new Value.Int(Long.parseLong(text));
    } catch (NumberFormatException e) {
      return real(text);
    }
  }

  private static Value real(String text) {
    double value = Double.parseDouble(text);
    if (Double.isInfinite(value)) {
      throw new DecodeException(
          "json: cannot unmarshal number " + text + " into Go value of type float64");
    }
    return new Value.Num(value, text);
  }

  private void digits(String context) {
    if (!isDigit(peek())) {
      throw invalid(context);
    }
    while (at < input.length && isDigit(input[at])) {
      at++;
    }
  }

  private String string() {
    int start = ++at;
    boolean ascii = true;
    while (at < input.length) {
      byte b = input[at];
      if (b == '"') {
        String text = ascii
            ? new String(input, start, at - start, StandardCharsets.ISO_8859_1)
            : Utf8.decode(input, start, at);
        at++;
        return text;
      }
      if (b == '\\') {
        return escapedString(start);
      }
      if (b >= 0 && b < 0x20) {
        throw invalid("in string literal");
      }
      ascii &= b >= 0;
      at++;
    }
    throw cutOff();
  }

  private String escapedString(int start) {
    StringBuilder text = new StringBuilder();
    int plainFrom = start;
    while (at < input.length) {
      byte b = input[at];
      if (b == '"') {
        text.append(Utf8.decode(input, plainFrom, at));
        at++;
        return Utf8.withoutLoneSurrogates(text);
      }
      if (b == '\\') {
        text.append(Utf8.decode(input, plainFrom, at));
        at++;
        text.append(escape());
        plainFrom = at;
      } else if (b >= 0 && b < 0x20) {
        throw invalid("in string literal");
      } else {
        at++;
      }
    }
    throw cutOff();
  }

  private char escape() {
    int kind = peek();
    char plain = switch (kind) {
      case '"', '\\', '/' -> (char) kind;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> 'u';
      default -> throw invalid("in string escape code");
    };
    at++;
    if (kind != 'u') {
      return plain;
    }
    int unit = 0;
    for (int i = 0; i < 4; i++) {
      int digit = Character.digit(peek(), 16);
      if (digit < 0) {
        throw invalid("in \\u hexadecimal character escape");
      }
      unit = unit << 4 | digit;
      at++;
    }
    return (char) unit;
  }

  /** Skips space and shows what follows it, which must exist. */
  private int next() {
    skipSpace();
    if (at == input.length) {
      throw cutOff();
    }
    return input[at];
  }

  /** The byte within a token; past the end a space, which Go's scanner is fed there too. */
  private int peek() {
    if (at < input.length) {
      return input[at] & 0xff;
    }
    if (!strict) {
      throw cutOff();
    }
    return ' ';
  }

  private void skipSpace() {
    while (at < input.length
        && (input[at] == ' ' || input[at] == '\n' || input[at] == '\t' || input[at] == '\r')) {
      at++;
    }
  }

  private DecodeException cutOff() {
    return new DecodeException(strict ? "unexpected end of JSON input" : "unexpected EOF");
  }

  private DecodeException invalid(String context) {
    return new DecodeException("invalid character " + quoted(peek()) + " " + context);
  }

  private static String quoted(int c) {
    return switch (c) {
      case '\'' -> "'\\''";
      case '\\' -> "'\\\\'";
      case 7 -> "'\\a'";
      case '\b' -> "'\\b'";
      case '\f' -> "'\\f'";
      case '\n' -> "'\\n'";
      case '\r' -> "'\\r'";
      case '\t' -> "'\\t'";
      case 11 -> "'\\v'";
      default -> "'" + printable(c) + "'";
    };
  }

  private static String printable(int c) {
    if (c < 0x20 || c == 0x7f) {
      return "\\x%02x".formatted(c);
    }
    boolean hidden = c >= 0x80 && c <= 0xa0 || c == 0xad;
    return hidden ? "\\u%04x".formatted(c) : String.valueOf((char) c);
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }
}
