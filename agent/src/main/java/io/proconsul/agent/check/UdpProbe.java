package io.proconsul.agent.check;

import io.proconsul.core.check.CheckResult;
import io.proconsul.model.CheckKind;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.SocketTimeoutException;
import java.time.Duration;

/** Sends a datagram: an answer is as good as silence, only a refusal is not. */
record UdpProbe(CheckKind.Udp check, Duration timeout, Dialer dialer) implements Probe {
  private static final int MAX_ANSWER = 512;

  @Override
  public CheckResult run(Deadline deadline) {
    String address = check.address();
    CheckResult success = CheckResult.passing("UDP connect " + address + ": Success");
    try (DatagramSocket socket = new DatagramSocket()) {
      deadline.guard(socket);
      InetSocketAddress target = dialer.resolve("udp", Dialer.parse("udp", address), deadline);
      socket.connect(target);
      socket.setSoTimeout(deadline.millisLeft());
      try {
        socket.send(new DatagramPacket(new byte[] {0}, 1));
        socket.receive(new DatagramPacket(new byte[MAX_ANSWER], MAX_ANSWER));
        return success;
      } catch (SocketTimeoutException _) {
        return success;
      } catch (PortUnreachableException _) {
        return CheckResult.critical("read udp "
            + Dialer.show((InetSocketAddress) socket.getLocalSocketAddress())
            + "->" + Dialer.show(target) + ": read: connection refused");
      } catch (IOException e) {
        return deadline.expired() ? success : CheckResult.critical(Dialer.reason(e));
      }
    } catch (IOException e) {
      return CheckResult.critical(String.valueOf(e.getMessage()));
    }
  }
}
