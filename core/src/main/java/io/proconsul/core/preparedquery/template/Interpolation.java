package io.proconsul.core.preparedquery.template;

import io.proconsul.core.preparedquery.template.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A text with expressions in <code>${}</code>, in the language that Consul takes from HIL: texts,
 * whole numbers, booleans, their operators, names and {@code match}. For one thread.
 */
final class Interpolation {
  /** Nesting beyond this is refused: it would be followed on the stack. */
  private static final int DEEPEST = 50;

  private final TokenReader tokens;
  private int depth;
  private String unknown = "";

  private Interpolation(String text) {
    this.tokens = new TokenReader(text);
  }

  /**
   * A text made ready.
   *
   * @param unknown the first name in it that means nothing, with its place; empty for none
   */
  record Parsed(Expression expression, String unknown) {
    String evaluate(NameParts name) throws TemplateException {
      if (!unknown.isEmpty()) {
        throw new TemplateException(unknown);
      }
      return Operators.text(expression.evaluate(name));
    }
  }

  /** @throws TemplateException with the place of what is wrong */
  static Parsed parse(String text) throws TemplateException {
    Interpolation parser = new Interpolation(text);
    Expression whole = parser.sequence(false);
    return new Parsed(whole, parser.unknown);
  }

  /** Literals and expressions to the end of the text, or of the quoted part. */
  private Expression sequence(boolean quoted) throws TemplateException {
    List<Expression> parts = new ArrayList<>();
    while (true) {
      Token literal = tokens.literal(quoted);
      Token end = tokens.end(quoted);
      if (!literal.content().isEmpty() && end.kind() != Kind.INVALID) {
        String content = unescaped(literal, quoted);
        parts.add(_ -> content);
      }
      switch (end.kind()) {
        case BEGIN -> {
          parts.add(expression());
          require("}");
        }
        case INVALID ->
          throw literal.error(
              "expected \"${\" but found invalid sequence \"" + literal.content() + '"');
        default -> {
          return joined(List.copyOf(parts));
        }
      }
    }
  }

  private static Expression joined(List<Expression> parts) {
    return name -> {
      StringBuilder out = new StringBuilder();
      for (Expression part : parts) {
        out.append(Operators.text(part.evaluate(name)));
      }
      return out.toString();
    };
  }

  private static String unescaped(Token literal, boolean quoted) throws TemplateException {
    String text = literal.content().replace("$$", "$");
    if (!quoted || text.indexOf('\\') < 0) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\') {
        char escaped = i + 1 < text.length() ? text.charAt(i + 1) : 0;
        c = switch (escaped) {
          case '\\', '"' -> escaped;
          case 'n' -> '\n';
          default -> throw literal.error("invalid backslash escape sequence");
        };
        i++;
      }
      out.append(c);
    }
    return out.toString();
  }

  /** A choice, or what is less than one. */
  private Expression expression() throws TemplateException {
    enter();
    Expression condition = operation(0);
    if (!tokens.peek().is("?")) {
      depth--;
      return condition;
    }
    tokens.read();
    Expression yes = expression();
    Token colon = tokens.read();
    if (!colon.is(":")) {
      throw colon.expected(":");
    }
    Expression no = expression();
    depth--;
    return name -> (Operators.bool(condition.evaluate(name)) ? yes : no).evaluate(name);
  }

  private Expression operation(int level) throws TemplateException {
    if (level == Operators.LEVELS.size()) {
      return term();
    }
    Set<String> operators = Operators.LEVELS.get(level);
    Expression result = operation(level + 1);
    int count = 0;
    while (tokens.peek().kind() == Kind.SYMBOL
        && operators.contains(tokens.peek().content())) {
      Token operator = tokens.read();
      if (++count > DEEPEST) {
        throw operator.error("there are too many operators");
      }
      Expression left = result;
      Expression right = operation(level + 1);
      result =
          name -> Operators.apply(operator.content(), left.evaluate(name), right.evaluate(name));
    }
    return result;
  }

  private Expression term() throws TemplateException {
    enter();
    Token token = tokens.peek();
    Expression result = switch (token.kind()) {
      case QUOTE -> {
        tokens.read();
        yield sequence(true);
      }
      case INTEGER -> integer(tokens.read());
      case NAME -> named(tokens.read());
      case SYMBOL -> signed(token);
      case LITERAL, BEGIN, CLOSING_QUOTE, INVALID, END_OF_TEXT ->
        throw token.expected("expression");
    };
    depth--;
    return result;
  }

  private Expression signed(Token token) throws TemplateException {
    return switch (token.content()) {
      case "(" -> {
        tokens.read();
        Expression inner = expression();
        require(")");
        yield inner;
      }
      case "-" -> {
        tokens.read();
        Expression operand = term();
        yield name -> -Operators.number(operand.evaluate(name));
      }
      case "!" -> {
        tokens.read();
        Expression operand = term();
        yield name -> !Operators.bool(operand.evaluate(name));
      }
      default -> throw token.expected("expression");
    };
  }

  private static Expression integer(Token token) throws TemplateException {
    long number;
    try {
      number = Long.parseLong(token.content());
    } catch (NumberFormatException _) {
      throw token.error(
          "invalid integer: strconv.Atoi: parsing \"" + token.content() + "\": value out of range");
    }
    return _ -> number;
  }

  private Expression named(Token token) throws TemplateException {
    String word = token.content();
    if (tokens.peek().is("(")) {
      tokens.read();
      return call(token, arguments());
    }
    if (word.equals("true") || word.equals("false")) {
      boolean value = word.equals("true");
      return _ -> value;
    }
    if (!NameParts.isKnown(word)) {
      tellUnknown(token, "unknown variable accessed: " + word);
    }
    return name -> name.variable(word).orElse("");
  }

  private List<Expression> arguments() throws TemplateException {
    List<Expression> given = new ArrayList<>();
    while (!tokens.peek().is(")")) {
      given.add(expression());
      if (!tokens.peek().is(",")) {
        break;
      }
      tokens.read();
    }
    require(")");
    return given;
  }

  private Expression call(Token function, List<Expression> arguments) {
    if (!function.content().equals("match")) {
      tellUnknown(function, "unknown function called: " + function.content());
      return _ -> "";
    }
    if (arguments.size() != 1) {
      tellUnknown(function, "match: expected 1 arguments, got " + arguments.size());
      return _ -> "";
    }
    Expression group = arguments.get(0);
    return name -> name.match(Operators.number(group.evaluate(name)));
  }

  private void tellUnknown(Token token, String problem) {
    if (unknown.isEmpty()) {
      unknown = token.position() + ": " + problem;
    }
  }

  private void require(String symbol) throws TemplateException {
    Token token = tokens.read();
    if (!token.is(symbol)) {
      throw token.expected('"' + symbol + '"');
    }
  }

  private void enter() throws TemplateException {
    if (++depth > 2 * DEEPEST) {
      throw tokens.peek().error("expressions are nested too deeply");
    }
  }
}
