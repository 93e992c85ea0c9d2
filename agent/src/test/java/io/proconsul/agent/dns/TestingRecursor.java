package io.proconsul.agent.dns;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;

/** A DNS server that knows one address for every name, or one failure. On its own thread. */
final class TestingRecursor implements AutoCloseable {
  private final DatagramSocket socket;
  private final int code;
  final AtomicInteger asked = new AtomicInteger();

  TestingRecursor(int code) throws IOException {
    this.code = code;
    socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::run);
  }

  InetSocketAddress address() {
    return (InetSocketAddress) socket.getLocalSocketAddress();
  }

  private void run() {
    DatagramPacket packet = new DatagramPacket(new byte[4096], 4096);
    while (!socket.isClosed()) {
      try {
        packet.setLength(4096);
        socket.receive(packet);
        asked.incrementAndGet();
        byte[] answer = answer(Arrays.copyOf(packet.getData(), packet.getLength()));
        byte[] stray = answer.clone();
        stray[0]++;
        socket.send(new DatagramPacket(stray, stray.length, packet.getSocketAddress()));
        socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
      } catch (IOException _) {
        return;
      }
    }
  }

  private byte[] answer(byte[] bytes) throws IOException {
    Message query = new Message(bytes);
    Record question = query.getQuestion();
    Message answer = new Message(query.getHeader().getID());
    answer.getHeader().setFlag(Flags.QR);
    answer.getHeader().setFlag(Flags.RA);
    answer.getHeader().setRcode(code);
    answer.addRecord(question, Section.QUESTION);
    InetAddress address = InetAddress.ofLiteral("192.0.2.1");
    answer.addRecord(new ARecord(question.getName(), DClass.IN, 7200, address), Section.ANSWER);
    return answer.toWire();
  }

  @Override
  public void close() {
    socket.close();
  }
}
