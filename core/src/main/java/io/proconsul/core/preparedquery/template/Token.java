package io.proconsul.core.preparedquery.template;

/**
 * A part of a text.
 *
 * @param line from 1, as {@code column} is, which counts characters
 */
record Token(Kind kind, String content, int line, int column) {
  enum Kind {
    LITERAL,
    INTEGER,
    NAME,
    SYMBOL,
    BEGIN,
    QUOTE,
    CLOSING_QUOTE,
    INVALID,
    END_OF_TEXT
  }

  boolean is(String symbol) {
    return kind == Kind.SYMBOL && content.equals(symbol);
  }

  /** As errors name it. */
  String described() {
    return switch (kind) {
      case END_OF_TEXT -> "end of string";
      case INVALID -> "invalid sequence \"" + content + '"';
      case INTEGER -> "integer " + content;
      case LITERAL -> "literal \"" + content + '"';
      case QUOTE -> "opening quote";
      case CLOSING_QUOTE -> "closing quote";
      case NAME, SYMBOL, BEGIN -> '"' + content + '"';
    };
  }

  String position() {
    return line + ":" + column;
  }

  TemplateException expected(String wanted) {
    return error("expected " + wanted + " but found " + described());
  }

  TemplateException error(String problem) {
    return new TemplateException("parse error at " + position() + ": " + problem);
  }
}
