package io.proconsul.codec.hcl;

import io.proconsul.codec.DecodeException;
import io.proconsul.codec.Value;
import io.proconsul.codec.hcl.HclNode.Block;
import io.proconsul.codec.hcl.HclNode.Item;
import io.proconsul.codec.hcl.HclNode.ListOf;
import io.proconsul.codec.hcl.HclNode.Literal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads HCL 1 into the form it has in Go's {@code map[string]interface{}}: every block and every
 * {@code key = {...}} is a list of objects, one for each time its key is written, and a label is a
 * further such key. Whoever wants one object takes the only element. Text that begins with a brace
 * is JSON.
 */
public final class HclParser {
  /** What reads the result recurses, so nesting is bounded. */
  public static final int MAX_DEPTH = 200;

  private final HclLexer lexer;
  private HclToken token;
  private boolean reread;
  private int depth;

  private HclParser(String text) {
    lexer = new HclLexer(text);
    token = new HclToken(HclToken.Type.EOF, "", "", 1, 1);
  }

  /** @throws DecodeException in HCL's words, with line and column */
  public static Value.Obj parse(String text) {
    if (text.stripLeading().startsWith("{")) {
      return HclDecoder.decode(HclJson.items(text.getBytes(StandardCharsets.UTF_8)));
    }
    return HclDecoder.decode(new HclParser(text).file());
  }

  private List<Item> file() {
    DecodeException stopped = null;
    List<Item> items = List.of();
    try {
      items = items(false);
    } catch (DecodeException e) {
      stopped = e;
    }
    String wrongWord = lexer.error();
    if (wrongWord != null) {
      throw new DecodeException(wrongWord);
    }
    if (stopped != null) {
      throw stopped;
    }
    return items;
  }

  /** Items up to the end, or in a block up to its closing brace, which is left to be read. */
  private List<Item> items(boolean inBlock) {
    List<Item> items = new ArrayList<>();
    while (true) {
      boolean closed = scan().type() == HclToken.Type.RBRACE && inBlock;
      reread = true;
      if (closed) {
        return items;
      }
      Item item = item();
      if (item == null) {
        return items;
      }
      items.add(item);
      reread = scan().type() != HclToken.Type.COMMA;
    }
  }

  /** Null when the text ends before a key or a value: HCL 1 takes that as the end. */
  private @Nullable Item item() {
    List<HclToken> keys = new ArrayList<>();
    while (true) {
      HclToken next = scan();
      switch (next.type()) {
        case IDENT, STRING -> keys.add(next);
        case ASSIGN -> {
          return assignment(keys);
        }
        case LBRACE -> {
          if (keys.isEmpty()) {
            throw error("expected: IDENT | STRING got: LBRACE");
          }
          return new Item(names(keys), block());
        }
        case EOF, RBRACE -> {
          if (keys.isEmpty() && next.type() == HclToken.Type.EOF) {
            return null;
          }
          throw keys.isEmpty() ? unexpected() : unfinished(keys);
        }
        case ILLEGAL, NUMBER, FLOAT, BOOL, HEREDOC, LBRACK, RBRACK, COMMA, PERIOD, ADD, SUB ->
          throw unexpected();
      }
    }
  }

  private @Nullable Item assignment(List<HclToken> keys) {
    if (keys.isEmpty()) {
      throw error("no object keys found!");
    }
    if (keys.size() > 1) {
      throw error("nested object expected: LBRACE got: ASSIGN");
    }
    HclNode node = value();
    return node == null ? null : new Item(names(keys), node);
  }

  private @Nullable HclNode value() {
    HclToken next = scan();
    return switch (next.type()) {
      case NUMBER, FLOAT, BOOL, STRING, HEREDOC -> new Literal(next);
      case LBRACE -> block();
      case LBRACK -> list();
      case EOF -> null;
      case ILLEGAL, IDENT, RBRACK, RBRACE, COMMA, PERIOD, ASSIGN, ADD, SUB ->
        throw error("Unknown token: " + next.position() + " " + next.type() + " " + next.source());
    };
  }

  private Block block() {
    String position = token.position();
    deeper();
    List<Item> items = items(true);
    HclToken.Type end = scan().type();
    if (end != HclToken.Type.RBRACE) {
      throw error("object expected closing RBRACE got: " + end);
    }
    depth--;
    return new Block(items, position);
  }

  private ListOf list() {
    String position = token.position();
    deeper();
    List<HclNode> nodes = new ArrayList<>();
    boolean needsComma = false;
    while (true) {
      HclToken next = scan();
      if (needsComma && next.type() != HclToken.Type.COMMA && next.type() != HclToken.Type.RBRACK) {
        throw error("error parsing list, expected comma or list end, got: " + next.type());
      }
      switch (next.type()) {
        case NUMBER, FLOAT, BOOL, STRING, HEREDOC -> nodes.add(new Literal(next));
        case LBRACE, LBRACK -> nodes.add(inList(next));
        case COMMA -> {}
        case RBRACK -> {
          depth--;
          return new ListOf(nodes, position);
        }
        case EOF, ILLEGAL, IDENT, RBRACE, PERIOD, ASSIGN, ADD, SUB ->
          throw error("unexpected token while parsing list: " + next.type());
      }
      // HCL 1 wants no comma behind an inner list.
      needsComma = next.type() != HclToken.Type.COMMA && next.type() != HclToken.Type.LBRACK;
    }
  }

  private HclNode inList(HclToken opening) {
    boolean object = opening.type() == HclToken.Type.LBRACE;
    try {
      return object ? block() : list();
    } catch (DecodeException e) {
      throw new DecodeException("At " + opening.position() + ": error while trying to parse "
          + (object ? "object" : "list") + " within list: " + e.getMessage());
    }
  }

  private void deeper() {
    if (++depth > MAX_DEPTH) {
      throw error("nested deeper than " + MAX_DEPTH);
    }
  }

  private HclToken scan() {
    if (reread) {
      reread = false;
    } else {
      token = lexer.next();
    }
    return token;
  }

  private static List<String> names(List<HclToken> keys) {
    return keys.stream().map(HclToken::value).toList();
  }

  private DecodeException unfinished(List<HclToken> keys) {
    String written = keys.stream().map(HclToken::source).collect(Collectors.joining(" "));
    return error("key '" + written + "' expected start of object ('{') or assignment ('=')");
  }

  private DecodeException unexpected() {
    return error("expected: IDENT | STRING | ASSIGN | LBRACE got: " + token.type());
  }

  private DecodeException error(String message) {
    return new DecodeException("At " + token.position() + ": " + message);
  }
}
