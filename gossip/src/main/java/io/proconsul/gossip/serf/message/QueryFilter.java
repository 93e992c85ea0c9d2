package io.proconsul.gossip.serf.message;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.proconsul.codec.DecodeException;
import io.proconsul.codec.Fields;
import io.proconsul.codec.Sink;
import io.proconsul.codec.Value;
import io.proconsul.codec.msgpack.MsgpackReader;
import io.proconsul.codec.msgpack.MsgpackWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Who is to answer a query. */
public sealed interface QueryFilter {
  /** Those of these names. */
  record Nodes(List<String> names) implements QueryFilter {}

  /** Those whose tag holds a match of the expression; no such tag counts as an empty one. */
  record Tag(String name, String expression) implements QueryFilter {}

  /**
   * Whether a member is asked, in linear time: the expression is a stranger's.
   *
   * @throws DecodeException when the expression cannot be read
   */
  default boolean passes(String member, Map<String, String> tags) {
    return switch (this) {
      case Nodes(List<String> names) -> names.contains(member);
      case Tag(String tag, String expression) -> {
        try {
          yield Pattern.compile(expression).matcher(tags.getOrDefault(tag, "")).find();
        } catch (PatternSyntaxException e) {
          throw new DecodeException(
              "failed to compile filter regex (" + expression + "): " + e.getMessage());
        }
      }
    };
  }

  default byte[] toBytes() {
    return switch (this) {
      case Nodes(List<String> names) -> {
        MsgpackWriter out = new MsgpackWriter();
        out.list(names, (String name, Sink sink) -> sink.string(name));
        yield MessageWriter.prefix(0, out.toBytes());
      }
      case Tag(String name, String expression) ->
        MessageWriter.write(1, out -> {
          out.field("Tag", name);
          out.field("Expr", expression);
        });
    };
  }

  /** @throws DecodeException when it is none that is known */
  static QueryFilter read(byte[] bytes) {
    if (bytes.length == 0) {
      throw new DecodeException("query has an empty filter");
    }
    ByteBuffer body = ByteBuffer.wrap(bytes, 1, bytes.length - 1);
    return switch (bytes[0]) {
      case 0 -> nodes(MsgpackReader.read(body));
      case 1 -> {
        Fields in = MessageReader.fields("filterTag", body);
        yield new Tag(in.string("Tag"), in.string("Expr"));
      }
      default ->
        throw new DecodeException("query has unrecognized filter type: " + (bytes[0] & 0xff));
    };
  }

  private static QueryFilter nodes(Value value) {
    if (!(value instanceof Value.Arr(List<Value> values))) {
      throw new DecodeException("failed to decode filterNodeType: not a list");
    }
    return new Nodes(values.stream().map(QueryFilter::name).toList());
  }

  private static String name(Value value) {
    if (value instanceof Value.Bytes(byte[] raw)) {
      return new String(raw, StandardCharsets.UTF_8);
    }
    throw new DecodeException("failed to decode filterNodeType: not a name");
  }
}
