package io.proconsul.codec.json;

import io.proconsul.codec.Sink;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.function.BiConsumer;

/**
 * Writes JSON byte for byte as Go's {@code encoding/json} does, straight into a growing array.
 * Pretty is {@code MarshalIndent("", " ")}. For one value and one thread; nobody closes it.
 */
public final class JsonWriter implements Sink {
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] TRUE = "true".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] FALSE = "false".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] REPLACEMENT = "\\ufffd".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] MIN_LONG =
      Long.toString(Long.MIN_VALUE).getBytes(StandardCharsets.US_ASCII);
  private static final boolean[] PLAIN = plain(false);
  private static final boolean[] PLAIN_IN_HTML = plain(true);
  private static final int INDENT = 4;

  private final boolean pretty;
  private final boolean[] plain;
  private byte[] buffer = new byte[512];
  private int length;
  private int depth;
  private boolean afterElement;
  private boolean afterName;

  public JsonWriter() {
    this(false);
  }

  public JsonWriter(boolean pretty) {
    this(pretty, true);
  }

  /**
   * @param escapeHtml whether {@code <}, {@code >} and {@code &} are escaped, as Go does by default
   */
  public JsonWriter(boolean pretty, boolean escapeHtml) {
    this.pretty = pretty;
    this.plain = escapeHtml ? PLAIN_IN_HTML : PLAIN;
  }

  public static <T> byte[] compact(T value, BiConsumer<? super T, Sink> writer) {
    return write(new JsonWriter(false), value, writer);
  }

  public static <T> byte[] pretty(T value, BiConsumer<? super T, Sink> writer) {
    return write(new JsonWriter(true), value, writer);
  }

  private static <T> byte[] write(JsonWriter json, T value, BiConsumer<? super T, Sink> writer) {
    writer.accept(value, json);
    return json.toBytes();
  }

  /** What was written, once every object and array has ended. */
  public byte[] toBytes() {
    if (depth != 0 || afterName) {
      throw new IllegalStateException("the value is not complete");
    }
    return Arrays.copyOf(buffer, length);
  }

  @Override
  public void beginObject() {
    begin('{');
  }

  @Override
  public void endObject() {
    end('}');
  }

  @Override
  public void beginArray() {
    begin('[');
  }

  @Override
  public void endArray() {
    end(']');
  }

  @Override
  public void name(String name) {
    beforeElement();
    text(name);
    ensure(2);
    buffer[length++] = ':';
    if (pretty) {
      buffer[length++] = ' ';
    }
    afterName = true;
  }

  @Override
  public void string(String value) {
    beforeElement();
    text(value);
  }

  @Override
  public void integer(long value) {
    beforeElement();
    if (value == Long.MIN_VALUE) {
      ascii(MIN_LONG);
      return;
    }
    ensure(20);
    long left = value;
    if (left < 0) {
      buffer[length++] = '-';
      left = -left;
    }
    int end = length + digits(left);
    int at = end;
    do {
      buffer[--at] = (byte) ('0' + left % 10);
      left /= 10;
    } while (left != 0);
    length = end;
  }

  @Override
  public void unsigned(long value) {
    if (value >= 0) {
      integer(value);
    } else {
      beforeElement();
      ascii(Long.toUnsignedString(value).getBytes(StandardCharsets.US_ASCII));
    }
  }

  /** @throws IllegalArgumentException for infinities and NaN, which JSON cannot say */
  @Override
  public void number(double value) {
    beforeElement();
    ascii(GoFloat.format(value).getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  public void bool(boolean value) {
    beforeElement();
    ascii(value ? TRUE : FALSE);
  }

  @Override
  public void bytes(byte[] value) {
    beforeElement();
    byte[] encoded = Base64.getEncoder().encode(value);
    ensure(encoded.length + 2);
    buffer[length++] = '"';
    ascii(encoded);
    buffer[length++] = '"';
  }

  @Override
  public void nil() {
    beforeElement();
    ascii(NULL);
  }

  private void begin(char bracket) {
    beforeElement();
    ensure(1);
    buffer[length++] = (byte) bracket;
    depth++;
    afterElement = false;
  }

  private void end(char bracket) {
    depth--;
    if (afterElement) {
      newLine();
    }
    ensure(1);
    buffer[length++] = (byte) bracket;
    afterElement = true;
  }

  private void beforeElement() {
    if (afterName) {
      afterName = false;
    } else {
      if (afterElement) {
        ensure(1);
        buffer[length++] = ',';
      }
      if (depth > 0) {
        newLine();
      }
    }
    afterElement = true;
  }

  private void newLine() {
    if (!pretty) {
      return;
    }
    int width = depth * INDENT;
    ensure(width + 1);
    buffer[length++] = '\n';
    Arrays.fill(buffer, length, length + width, (byte) ' ');
    length += width;
  }

  private void text(String text) {
    int size = text.length();
    ensure(size + 2);
    byte[] target = buffer;
    int at = length;
    target[at++] = '"';
    for (int i = 0; i < size; i++) {
      char c = text.charAt(i);
      if (c >= 128 || !plain[c]) {
        length = at;
        escapedFrom(text, i);
        return;
      }
      target[at++] = (byte) c;
    }
    target[at++] = '"';
    length = at;
  }

  private void escapedFrom(String text, int start) {
    int size = text.length();
    int i = start;
    while (i < size) {
      // The longest form of one character is six bytes; two more end the text.
      ensure(8 + size - i);
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      if (c < 128) {
        if (plain[c]) {
          buffer[length++] = (byte) c;
        } else {
          escape(c);
        }
      } else if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
        ascii(REPLACEMENT);
      } else if (c == 0x2028 || c == 0x2029) {
        unicodeEscape(c);
      } else {
        utf8(c);
      }
    }
    ensure(1);
    buffer[length++] = '"';
  }

  private void escape(int c) {
    int shortForm = switch (c) {
      case '"', '\\' -> c;
      case '\n' -> 'n';
      case '\r' -> 'r';
      case '\t' -> 't';
      case '\b' -> 'b';
      case '\f' -> 'f';
      default -> 0;
    };
    if (shortForm == 0) {
      unicodeEscape(c);
    } else {
      buffer[length++] = '\\';
      buffer[length++] = (byte) shortForm;
    }
  }

  private void unicodeEscape(int c) {
    buffer[length++] = '\\';
    buffer[length++] = 'u';
    for (int shift = 12; shift >= 0; shift -= 4) {
      buffer[length++] = HEX[c >> shift & 15];
    }
  }

  private void utf8(int c) {
    if (c < 0x800) {
      buffer[length++] = (byte) (0xc0 | c >> 6);
    } else {
      if (c < 0x10000) {
        buffer[length++] = (byte) (0xe0 | c >> 12);
      } else {
        buffer[length++] = (byte) (0xf0 | c >> 18);
        buffer[length++] = (byte) (0x80 | c >> 12 & 0x3f);
      }
      buffer[length++] = (byte) (0x80 | c >> 6 & 0x3f);
    }
    buffer[length++] = (byte) (0x80 | c & 0x3f);
  }

  private void ascii(byte[] text) {
    ensure(text.length + 1);
    System.arraycopy(text, 0, buffer, length, text.length);
    length += text.length;
  }

  private void ensure(int more) {
    if (buffer.length - length < more) {
      buffer = Arrays.copyOf(buffer, Math.max(Math.addExact(length, more), grown(buffer.length)));
    }
  }

  private static int grown(int size) {
    return size > Integer.MAX_VALUE / 2 ? size : size * 2;
  }

  private static int digits(long value) {
    int count = 1;
    long limit = 10;
    while (count < 19 && value >= limit) {
      count++;
      limit *= 10;
    }
    return count;
  }

  private static boolean[] plain(boolean escapeHtml) {
    boolean[] plain = new boolean[128];
    Arrays.fill(plain, 0x20, 0x80, true);
    plain['"'] = false;
    plain['\\'] = false;
    if (escapeHtml) {
      plain['<'] = false;
      plain['>'] = false;
      plain['&'] = false;
    }
    return plain;
  }
}
