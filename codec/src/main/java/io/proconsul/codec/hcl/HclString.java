package io.proconsul.codec.hcl;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Reads a quoted string behind its opening quote. What stands in <code>${...}</code> is kept. */
final class HclString {
  private final HclChars chars;
  // Escapes can name single bytes of a character.
  private final ByteArrayOutputStream value = new ByteArrayOutputStream();
  private int braces;

  HclString(HclChars chars) {
    this.chars = chars;
  }

  String read() {
    while (true) {
      int c = chars.next();
      if (c == HclChars.END || c == '\n' && braces == 0) {
        chars.error("literal not terminated");
        break;
      }
      if (c == '"' && braces == 0) {
        break;
      }
      if (c == '\\') {
        escape();
        continue;
      }
      append(c);
      count(c);
    }
    return value.toString(StandardCharsets.UTF_8);
  }

  private void count(int c) {
    if (braces == 0 && c == '$' && chars.peek() == '{') {
      append(chars.next());
      braces = 1;
    } else if (braces > 0 && c == '{') {
      braces++;
    } else if (braces > 0 && c == '}') {
      braces--;
    }
  }

  private void escape() {
    int from = chars.offset() - 1;
    int kind = chars.next();
    switch (kind) {
      case 'a' -> plain(from, 7);
      case 'b' -> plain(from, '\b');
      case 'f' -> plain(from, '\f');
      case 'n' -> plain(from, '\n');
      case 'r' -> plain(from, '\r');
      case 't' -> plain(from, '\t');
      case 'v' -> plain(from, 11);
      case '\\', '"' -> plain(from, kind);
      case '0', '1', '2', '3', '4', '5', '6', '7' -> number(from, kind - '0', 8, 2);
      case 'x' -> number(from, 0, 16, 2);
      case 'u' -> number(from, 0, 16, 4);
      case 'U' -> number(from, 0, 16, 8);
      default -> chars.error("illegal char escape");
    }
  }

  private void plain(int from, int c) {
    if (braces > 0) {
      chars.textFrom(from).codePoints().forEach(this::append);
    } else {
      append(c);
    }
  }

  private void number(int from, int first, int base, int digits) {
    long number = first;
    for (int i = 0; i < digits; i++) {
      int digit = Character.digit(chars.peek(), base);
      if (digit < 0 || chars.peek() >= 0x80) {
        badDigit(i == 0 && base == 16);
        return;
      }
      chars.next();
      number = number * base + digit;
    }
    chars.look(1);
    if (braces > 0) {
      plain(from, 0);
    } else if (digits == 2) {
      singleByte(number);
    } else {
      append(number > Character.MAX_CODE_POINT ? 0xfffd : (int) number);
    }
  }

  /**
   * The character in place of the first digit is lost, as in HCL 1; which shows in what follows.
   */
  private void badDigit(boolean lost) {
    if (lost || chars.peek() == HclChars.END) {
      chars.next();
      chars.error("illegal char escape");
    } else {
      chars.errorAtNext("illegal char escape");
    }
  }

  private void singleByte(long number) {
    if (number > 0xff) {
      chars.error("illegal char escape");
    } else {
      value.write((int) number);
    }
  }

  private void append(int c) {
    int valid = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xfffd : c;
    value.writeBytes(Character.toString(valid).getBytes(StandardCharsets.UTF_8));
  }
}
