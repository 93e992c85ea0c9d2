package io.proconsul.agent.dns;

import io.proconsul.core.dns.DnsResponder.ForeignRecord;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/**
 * Asks other DNS servers. Blocks for at most the timeout times their number: on virtual threads
 * only. Each question has its own socket and number, so that a stranger's answer is unlikely to
 * fit.
 */
final class Recursors {
  private static final Logger LOG = LoggerFactory.getLogger(Recursors.class);
  private static final int HEADER = 12;
  private static final int MAX_DATAGRAM = 65_535;
  private static final int MAX_STRAY = 100;

  private final SecureRandom random = new SecureRandom();
  private volatile RecursorSettings settings;

  Recursors(RecursorSettings settings) {
    this.settings = settings;
  }

  void update(RecursorSettings changed) {
    settings = changed;
  }

  /** The first answer that says something, with the number of the query; empty if none came. */
  Optional<byte[]> forward(byte[] query, boolean overTcp) {
    RecursorSettings now = settings;
    List<InetSocketAddress> servers = new ArrayList<>(now.servers());
    if (now.random()) {
      Collections.shuffle(servers, random);
    }
    for (InetSocketAddress server : servers) {
      try {
        byte[] answer =
            ask(server, query, overTcp, Math.toIntExact(now.timeout().toMillis()));
        int code = answer[3] & 0x0f;
        if (code == Rcode.NOERROR || code == Rcode.NXDOMAIN) {
          return Optional.of(answer);
        }
        LOG.debug("recursor {} answered {}", server, Rcode.string(code));
      } catch (IOException e) {
        LOG.debug("recursor {} failed: {}", server, e.toString());
      }
    }
    LOG.warn("all recursors failed");
    return Optional.empty();
  }

  /** Where a name leads; empty when that cannot be learned. */
  List<ForeignRecord> follow(String name) {
    try {
      Record question = Record.newRecord(Name.fromString(name, Name.root), Type.A, DClass.IN);
      Optional<byte[]> answer = forward(Message.newQuery(question).toWire(), false);
      return answer.isEmpty() ? List.of() : records(new Message(answer.get()));
    } catch (IOException e) {
      LOG.debug("following {} failed: {}", name, e.toString());
      return List.of();
    }
  }

  private static List<ForeignRecord> records(Message answer) {
    List<ForeignRecord> records = new ArrayList<>();
    for (Record record : answer.getSection(Section.ANSWER)) {
      byte[] owner = record.getName().toWire();
      switch (record.getType()) {
        case Type.CNAME -> {
          byte[] target = ((CNAMERecord) record).getTarget().toWire();
          records.add(new ForeignRecord(owner, Type.CNAME, target));
        }
        case Type.A, Type.AAAA, Type.TXT ->
          records.add(new ForeignRecord(owner, record.getType(), record.rdataToWireCanonical()));
        default -> {} // signatures and the like say nothing to whoever asked us
      }
    }
    return records;
  }

  private byte[] ask(InetSocketAddress server, byte[] query, boolean overTcp, int timeoutMillis)
      throws IOException {
    byte[] sent = query.clone();
    int number = random.nextInt(0x10000);
    sent[0] = (byte) (number >> 8);
    sent[1] = (byte) number;
    byte[] answer =
        overTcp ? askTcp(server, sent, timeoutMillis) : askUdp(server, sent, timeoutMillis);
    answer[0] = query[0];
    answer[1] = query[1];
    return answer;
  }

  private static byte[] askUdp(InetSocketAddress server, byte[] query, int timeoutMillis)
      throws IOException {
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.connect(server);
      socket.send(new DatagramPacket(query, query.length));
      long deadline = System.nanoTime() + timeoutMillis * 1_000_000L;
      DatagramPacket packet = new DatagramPacket(new byte[MAX_DATAGRAM], MAX_DATAGRAM);
      for (int stray = 0; stray < MAX_STRAY; stray++) {
        long left = (deadline - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
          break;
        }
        socket.setSoTimeout((int) left);
        packet.setLength(MAX_DATAGRAM);
        socket.receive(packet);
        if (fits(query, packet.getData(), packet.getLength())) {
          return Arrays.copyOf(packet.getData(), packet.getLength());
        }
      }
      throw new SocketTimeoutException("no fitting answer");
    }
  }

  private static byte[] askTcp(InetSocketAddress server, byte[] query, int timeoutMillis)
      throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(server, timeoutMillis);
      socket.setSoTimeout(timeoutMillis);
      socket.getOutputStream().write(TcpListener.framed(query, query.length));
      DataInputStream in = new DataInputStream(socket.getInputStream());
      byte[] answer = in.readNBytes(in.readUnsignedShort());
      if (!fits(query, answer, answer.length)) {
        throw new IOException("an answer to something else");
      }
      return answer;
    }
  }

  /** An answer with the same number and question. */
  private static boolean fits(byte[] query, byte[] answer, int length) {
    int end = questionEnd(query);
    return length >= end
        && answer[0] == query[0]
        && answer[1] == query[1]
        && (answer[2] & 0x80) != 0
        && Arrays.equals(query, HEADER, end, answer, HEADER, end);
  }

  private static int questionEnd(byte[] query) {
    int at = HEADER;
    while (query[at] != 0) {
      at += query[at] + 1;
    }
    return at + 5;
  }
}
