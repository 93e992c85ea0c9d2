package io.proconsul.agent.check;

import io.proconsul.core.check.CheckResult;
import io.proconsul.model.CheckKind;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/**
 * Asks {@code grpc.health.v1.Health/Check}, for the whole server or, with
 * {@code host:port/service}, for one service.
 */
record GrpcProbe(CheckKind.Grpc check, Duration timeout, Dialer dialer, CheckTls tls)
    implements Probe {
  private static final int STREAM = 1;
  private static final int SERVING = 1;
  private static final int MAX_MESSAGE = 4_096;

  @Override
  public CheckResult run(Deadline deadline) {
    int slash = check.target().indexOf('/');
    String address = slash < 0 ? check.target() : check.target().substring(0, slash);
    String service = slash < 0 ? "" : check.target().substring(slash + 1);
    try {
      Dialer.HostPort target = Dialer.parse("tcp", address);
      try (Socket socket = dialer.connect(target, deadline)) {
        Socket used =
            check.useTls() ? tls.secure(socket, target.host(), check.tls(), List.of("h2")) : socket;
        Http2Connection connection = new Http2Connection(used);
        connection.write(
            Http2Connection.HEADERS, Http2Connection.END_HEADERS, STREAM, headers(address));
        connection.write(
            Http2Connection.DATA, Http2Connection.END_STREAM, STREAM, request(service));
        return answer(connection);
      }
    } catch (IOException e) {
      String reason = deadline.expired() ? "context deadline exceeded" : e.getMessage();
      if (e instanceof EOFException || reason == null) {
        reason = "connection closed before the server answered";
      }
      return CheckResult.critical("rpc error: code = Unavailable desc = " + reason);
    }
  }

  private CheckResult answer(Http2Connection connection) throws IOException {
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    while (true) {
      Http2Connection.Frame frame = connection.next();
      if (frame.type() == Http2Connection.GOAWAY || frame.type() == Http2Connection.RST_STREAM) {
        return CheckResult.critical("rpc error: code = Unavailable desc = the server gave up");
      }
      if (frame.type() == Http2Connection.DATA) {
        message.writeBytes(frame.payload());
      }
      boolean over = frame.has(Http2Connection.END_STREAM)
          && (frame.type() == Http2Connection.DATA || frame.type() == Http2Connection.HEADERS);
      if (over || message.size() > MAX_MESSAGE) {
        return status(message.toByteArray()) == SERVING
            ? CheckResult.passing("gRPC check " + check.target() + ": success")
            : CheckResult.critical("gRPC application didn't report service healthy");
      }
    }
  }

  /** Literals that no table keeps (RFC 7541, 6.2.2), names from the static table. */
  private byte[] headers(String authority) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(0x83); // :method POST
    out.write(check.useTls() ? 0x87 : 0x86); // :scheme
    out.write(0x04); // :path
    text("/grpc.health.v1.Health/Check", out);
    out.write(0x01); // :authority
    text(authority, out);
    out.write(0x0f); // content-type is number 31
    out.write(0x10);
    text("application/grpc", out);
    out.write(0x00);
    text("te", out);
    text("trailers", out);
    return out.toByteArray();
  }

  /** A message of one text, field 1, in gRPC's frame. */
  private static byte[] request(String service) {
    byte[] name = service.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    if (name.length > 0) {
      message.write(0x0a);
      varint(name.length, message);
      message.writeBytes(name);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(0);
    for (int shift = 24; shift >= 0; shift -= 8) {
      out.write(message.size() >> shift);
    }
    out.writeBytes(message.toByteArray());
    return out.toByteArray();
  }

  /** Field 1 of the answer; 0 when there is none. */
  private static int status(byte[] framed) {
    return framed.length >= 7 && framed[5] == 0x08 ? framed[6] : 0;
  }

  private static void text(String text, ByteArrayOutputStream out) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length < 127) {
      out.write(bytes.length);
    } else {
      out.write(127);
      varint(bytes.length - 127, out);
    }
    out.writeBytes(bytes);
  }

  private static void varint(int number, ByteArrayOutputStream out) {
    int rest = number;
    while (rest >= 0x80) {
      out.write(rest & 0x7f | 0x80);
      rest >>= 7;
    }
    out.write(rest);
  }
}
