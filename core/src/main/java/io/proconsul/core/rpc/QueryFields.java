package io.proconsul.core.rpc;

import io.proconsul.codec.Fields;
import io.proconsul.codec.Sink;
import io.proconsul.codec.msgpack.MsgpackWriter;
import io.proconsul.core.api.ReadOptions;
import io.proconsul.core.api.Render;
import io.proconsul.core.api.Response;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What all questions carry ({@code QueryOptions}), and all answers ({@code QueryMeta}). */
final class QueryFields {
  private static final int MAP_OF_FEW = 0x80;
  private static final int MOST_OF_FEW = 15;

  private QueryFields() {}

  static void write(ReadOptions options, String token, Sink out) {
    out.field("Token", token);
    out.unsignedField("MinQueryIndex", options.index());
    out.field("MaxQueryTime", options.maxWait().toNanos());
    out.field("AllowStale", options.stale());
    out.field("RequireConsistent", options.consistent());
    out.field("MaxStaleDuration", options.maxStale().toNanos());
    out.field("Filter", options.filter());
  }

  /** What only an agent's own cache looks at stays behind. */
  static ReadOptions read(Fields in) {
    return new ReadOptions(
        in.bool("AllowStale"),
        in.bool("RequireConsistent"),
        in.unsigned("MinQueryIndex"),
        in.duration("MaxQueryTime"),
        in.duration("MaxStaleDuration"),
        false,
        false,
        in.string("Filter"));
  }

  static Render.Meta readMeta(Fields in) {
    return new Render.Meta(
        in.unsigned("Index"), in.bool("KnownLeader"), in.duration("LastContact").toMillis());
  }

  /**
   * An answer with what its headers tell of it. The body may be shared with others, to whom they
   * tell something else, so it is copied. What is no object cannot tell anything, and what has many
   * fields does not with Consul either.
   */
  static byte[] withMeta(Response answer, ReadOptions options) {
    byte[] body = answer.body();
    byte[] meta = meta(answer, options);
    int count = (body[0] & 0xff) + (meta[0] & MOST_OF_FEW) - MAP_OF_FEW;
    if (count < 0 || count > MOST_OF_FEW) {
      return body;
    }
    byte[] whole = Arrays.copyOf(body, body.length + meta.length - 1);
    whole[0] = (byte) (MAP_OF_FEW | count);
    System.arraycopy(meta, 1, whole, body.length, meta.length - 1);
    return whole;
  }

  private static byte[] meta(Response answer, ReadOptions options) {
    MsgpackWriter out = new MsgpackWriter();
    out.beginObject();
    out.unsignedField("Index", number(answer.header("X-Consul-Index")));
    long contact = number(answer.header("X-Consul-LastContact"));
    out.field("LastContact", Duration.ofMillis(contact).toNanos());
    out.field("KnownLeader", Boolean.parseBoolean(answer.header("X-Consul-KnownLeader")));
    out.field(
        "ConsistencyLevel",
        options.stale() ? "stale" : options.consistent() ? "consistent" : "leader");
    out.field("NotModified", false);
    out.field("Backend", 0);
    out.field("ResultsFilteredByACLs", false);
    out.endObject();
    return out.toBytes();
  }

  private static long number(@Nullable String header) {
    return header == null ? 0 : Long.parseUnsignedLong(header);
  }
}
