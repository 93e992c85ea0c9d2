package io.proconsul.agent.check;

import io.proconsul.core.check.CheckResult;
import io.proconsul.model.CheckKind;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.List;

/** Pings over HTTP/2. */
record H2PingProbe(CheckKind.H2Ping check, Duration timeout, Dialer dialer, CheckTls tls)
    implements Probe {
  @Override
  public CheckResult run(Deadline deadline) {
    try {
      Dialer.HostPort target = Dialer.parse("tcp", check.address());
      try (Socket socket = dialer.connect(target, deadline)) {
        Socket used =
            check.useTls() ? tls.secure(socket, target.host(), check.tls(), List.of("h2")) : socket;
        Http2Connection connection = new Http2Connection(used);
        connection.write(Http2Connection.PING, 0, 0, new byte[8]);
        while (true) {
          Http2Connection.Frame frame = connection.next();
          if (frame.type() == Http2Connection.PING) {
            return CheckResult.passing("HTTP2 ping was successful");
          }
          if (frame.type() == Http2Connection.GOAWAY) {
            return CheckResult.critical("HTTP2 ping failed: the server is going away");
          }
        }
      }
    } catch (IOException e) {
      String reason = deadline.expired() ? "context deadline exceeded" : e.getMessage();
      return CheckResult.critical("HTTP2 ping failed: " + (reason == null ? "EOF" : reason));
    }
  }
}
