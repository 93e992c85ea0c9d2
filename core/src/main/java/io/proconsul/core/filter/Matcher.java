package io.proconsul.core.filter;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntPredicate;

/**
 * Matches pieces of a text at a position that the grammar moves and restores. It keeps what was
 * expected at the farthest position where a piece did not match: Consul's error texts tell that.
 */
final class Matcher {
  private static final String END = "EOF";

  final String text;
  int at;
  private int farthest;
  private final Set<String> expected = new TreeSet<>();
  private final Set<String> errors = new LinkedHashSet<>();

  Matcher(String text) {
    this.text = text;
  }

  boolean literal(String piece, String shown) {
    if (text.startsWith(piece, at)) {
      at += piece.length();
      return true;
    }
    return miss(shown);
  }

  boolean literal(String piece) {
    return literal(piece, '"' + piece + '"');
  }

  boolean one(IntPredicate among, String shown) {
    if (at < text.length() && among.test(text.charAt(at))) {
      at++;
      return true;
    }
    return miss(shown);
  }

  /** Always true. */
  boolean many(IntPredicate among, String shown) {
    while (one(among, shown)) {
      // Each match moves the position.
    }
    return true;
  }

  boolean end() {
    return at == text.length() || miss(END);
  }

  /** Restores a position; always false, as the alternative has failed. */
  boolean back(int position) {
    at = position;
    return false;
  }

  /** Records an error that no alternative can heal; always false. */
  boolean error(int position, String rule, String message) {
    errors.add(place(position) + ": rule \"" + rule + "\": " + message);
    return false;
  }

  boolean hasErrors() {
    return !errors.isEmpty();
  }

  FilterException failure() {
    if (hasErrors()) {
      return new FilterException(String.join("\n", errors));
    }
    List<String> wanted = new ArrayList<>(expected);
    if (wanted.remove(END)) {
      wanted.add(END);
    }
    var last = wanted.removeLast();
    var list = wanted.isEmpty() ? last : String.join(", ", wanted) + " or " + last;
    return new FilterException(place(farthest) + ": no match found, expected: " + list);
  }

  private boolean miss(String shown) {
    if (at > farthest) {
      farthest = at;
      expected.clear();
    }
    if (at == farthest) {
      expected.add(shown);
    }
    return false;
  }

  /** Line and column of the character, counted once it is read: a line's end has column zero. */
  private String place(int position) {
    int line = 1;
    int column = 0;
    for (int i = 0; i < position; i += Character.charCount(text.codePointAt(i))) {
      column++;
      if (text.charAt(i) == '\n') {
        line++;
        column = 0;
      }
    }
    column++;
    if (position < text.length() && text.charAt(position) == '\n') {
      line++;
      column = 0;
    }
    int bytes = text.substring(0, position).getBytes(StandardCharsets.UTF_8).length;
    return line + ":" + column + " (" + bytes + ")";
  }
}
