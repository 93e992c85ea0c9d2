package io.proconsul.agent.snapshot;

import io.proconsul.codec.DecodeException;
import io.proconsul.codec.Fields;
import io.proconsul.codec.Value;
import io.proconsul.codec.msgpack.MsgpackBoundary;
import io.proconsul.codec.msgpack.MsgpackReader;
import io.proconsul.codec.msgpack.MsgpackWriter;
import io.proconsul.core.api.Render;
import io.proconsul.core.rpc.form.Form;
import io.proconsul.core.snapshot.Snapshots;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/**
 * What is said on a connection for a snapshot before the archive: Consul's {@code SnapshotRequest}
 * and {@code SnapshotResponse} in MessagePack. The archive follows, to the end of that direction.
 */
final class SnapshotFrames {
  private static final int MAX_FRAME = 64 * 1024;
  private static final int SAVE = 0;
  private static final int RESTORE = 1;

  private SnapshotFrames() {}

  /** What is asked for. */
  record Request(Snapshots.Order order, boolean restore) {}

  /** @param error empty for none */
  record Response(String error, Render.Meta meta) {}

  static byte[] encode(Request request) {
    MsgpackWriter out = new MsgpackWriter();
    out.beginObject();
    out.field("Datacenter", request.order().datacenter());
    out.field("Token", request.order().token());
    out.field("AllowStale", request.order().stale());
    out.field("Op", request.restore() ? RESTORE : SAVE);
    out.endObject();
    return out.toBytes();
  }

  static Request readRequest(InputStream in) throws IOException {
    Fields fields = read(in);
    int op = fields.integer("Op");
    if (op != SAVE && op != RESTORE) {
      throw new IOException("unrecognized snapshot op " + op);
    }
    return new Request(
        new Snapshots.Order(
            fields.string("Datacenter"), fields.string("Token"), fields.bool("AllowStale")),
        op == RESTORE);
  }

  static byte[] encode(Response response) {
    MsgpackWriter out = new MsgpackWriter();
    out.beginObject();
    out.field("Error", response.error());
    out.unsignedField("Index", response.meta().index());
    out.field(
        "LastContact", Duration.ofMillis(response.meta().lastContactMillis()).toNanos());
    out.field("KnownLeader", response.meta().knownLeader());
    out.endObject();
    return out.toBytes();
  }

  static Response readResponse(InputStream in) throws IOException {
    Fields fields = read(in);
    return new Response(
        fields.string("Error"),
        new Render.Meta(
            fields.unsigned("Index"),
            fields.bool("KnownLeader"),
            fields.duration("LastContact").toMillis()));
  }

  /** One value and not a byte more: what follows is for others. */
  private static Fields read(InputStream in) throws IOException {
    MsgpackBoundary boundary = new MsgpackBoundary();
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    byte[] one = new byte[1];
    try {
      while (!boundary.complete()) {
        int next = in.read();
        if (next < 0) {
          throw new EOFException("EOF");
        }
        if (frame.size() >= MAX_FRAME) {
          throw new IOException("more than " + MAX_FRAME + " bytes");
        }
        one[0] = (byte) next;
        boundary.advance(one, 0, 1);
        frame.write(next);
      }
      Value value = MsgpackReader.read(frame.toByteArray());
      return Form.fieldsOf(value);
    } catch (DecodeException e) {
      throw new IOException(e.getMessage(), e);
    }
  }
}
