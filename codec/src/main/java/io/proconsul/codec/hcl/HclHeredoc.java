package io.proconsul.codec.hcl;

/**
 * Reads a heredoc behind its first {@code <}. Its last line may be indented; with {@code <<-} that
 * indentation is taken from all lines, provided that they all have it.
 */
final class HclHeredoc {
  private final HclChars chars;

  HclHeredoc(HclChars chars) {
    this.chars = chars;
  }

  String read() {
    if (chars.next() != '<') {
      return failed("heredoc expected second '<', didn't see it");
    }
    boolean indented = chars.peek() == '-';
    if (indented) {
      chars.next();
    }
    int from = chars.offset();
    int c = chars.next();
    while (HclChars.isLetterOrDigit(c)) {
      c = chars.next();
    }
    if (c == HclChars.END) {
      return failed("heredoc not terminated");
    }
    if (c != '\n') {
      return failed("invalid characters in heredoc anchor");
    }
    String anchor = chars.text(from, chars.offset() - 1);
    return anchor.isEmpty() ? failed("zero-length heredoc anchor") : body(anchor, indented);
  }

  private String body(String anchor, boolean indented) {
    int start = chars.offset();
    while (true) {
      int lineStart = chars.offset();
      int c = chars.next();
      while (c != '\n' && c != HclChars.END) {
        c = chars.next();
      }
      if (c == HclChars.END) {
        return failed("heredoc not terminated");
      }
      String line = chars.text(lineStart, chars.offset() - 1);
      if (isEnd(line, anchor, indented)) {
        String indent = line.substring(0, line.indexOf(anchor));
        String body = chars.text(start, lineStart);
        return indented ? withoutIndent(body, indent) : body + indent;
      }
    }
  }

  /** With {@code <<-} a last line without any indentation does not end it in HCL 1 either. */
  private static boolean isEnd(String line, String anchor, boolean indented) {
    int begin = 0;
    while (begin < line.length() && isSpace(line.charAt(begin))) {
      begin++;
    }
    int end = line.length();
    while (end > begin && line.charAt(end - 1) == '\r') {
      end--;
    }
    return line.substring(begin, end).equals(anchor)
        && !(indented && line.length() == anchor.length());
  }

  private static String withoutIndent(String body, String indent) {
    if (body.isEmpty()) {
      return body;
    }
    String[] lines = body.substring(0, body.length() - 1).split("\n", -1);
    StringBuilder result = new StringBuilder(body.length());
    for (String line : lines) {
      if (!line.startsWith(indent)) {
        return body;
      }
      result.append(line, indent.length(), line.length()).append('\n');
    }
    return result.toString();
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c >= '\t' && c <= '\r';
  }

  private String failed(String message) {
    chars.error(message);
    return "";
  }
}
