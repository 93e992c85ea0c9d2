package io.proconsul.agent.check;

import io.proconsul.core.check.CheckResult;
import io.proconsul.model.CheckKind;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;

/** Connects, and with TLS shakes hands. */
record TcpProbe(CheckKind.Tcp check, Duration timeout, Dialer dialer, CheckTls tls)
    implements Probe {
  @Override
  public CheckResult run(Deadline deadline) {
    String address = check.address();
    try {
      Dialer.HostPort target = Dialer.parse("tcp", address);
      try (Socket socket = dialer.connect(target, deadline)) {
        if (check.useTls()) {
          tls.secure(socket, target.host(), check.tls(), List.of()).close();
        }
        return CheckResult.passing("TCP connect " + address + ": Success");
      }
    } catch (SocketTimeoutException e) {
      return CheckResult.critical(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      return CheckResult.critical(
          deadline.expired()
              ? "dial tcp " + address + ": i/o timeout"
              : String.valueOf(e.getMessage()));
    }
  }
}
