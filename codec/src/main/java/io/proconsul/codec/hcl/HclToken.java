package io.proconsul.codec.hcl;

/**
 * A word of the text.
 *
 * @param source as written, for messages
 * @param value what a string or heredoc says; the source for all others
 */
record HclToken(Type type, String source, String value, int line, int column) {
  /** Named as messages name them. */
  enum Type {
    EOF,
    ILLEGAL,
    IDENT,
    NUMBER,
    FLOAT,
    BOOL,
    STRING,
    HEREDOC,
    LBRACK,
    RBRACK,
    LBRACE,
    RBRACE,
    COMMA,
    PERIOD,
    ASSIGN,
    ADD,
    SUB
  }

  String position() {
    return line + ":" + column;
  }
}
