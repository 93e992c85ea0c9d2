package io.proconsul.conformance.net;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;

/** Sends one DNS question to a port of this machine, over UDP or TCP, for the answer's bytes. */
public final class DnsExchange {
  private static final int ECS = 8;
  private static final int MAX_DATAGRAM = 65_535;

  private DnsExchange() {}

  public static byte[] ask(DnsQuestion question, int port, Duration timeout) throws IOException {
    byte[] message = encode(question);
    int millis = (int) timeout.toMillis();
    InetAddress host = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    InetSocketAddress server = new InetSocketAddress(host, port);
    return question.tcp() ? tcp(message, server, millis) : udp(message, server, millis);
  }

  private static byte[] udp(byte[] message, InetSocketAddress server, int millis)
      throws IOException {
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.setSoTimeout(millis);
      socket.send(new DatagramPacket(message, message.length, server));
      DatagramPacket answer = new DatagramPacket(new byte[MAX_DATAGRAM], MAX_DATAGRAM);
      socket.receive(answer);
      return Arrays.copyOf(answer.getData(), answer.getLength());
    }
  }

  private static byte[] tcp(byte[] message, InetSocketAddress server, int millis)
      throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(server, millis);
      socket.setSoTimeout(millis);
      ByteArrayOutputStream framed = new ByteArrayOutputStream();
      DataOutputStream frame = new DataOutputStream(framed);
      frame.writeShort(message.length);
      frame.write(message);
      OutputStream out = socket.getOutputStream();
      out.write(framed.toByteArray());
      out.flush();
      DataInputStream in = new DataInputStream(socket.getInputStream());
      byte[] answer = new byte[in.readUnsignedShort()];
      in.readFully(answer);
      return answer;
    }
  }

  static byte[] encode(DnsQuestion question) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeShort(ThreadLocalRandom.current().nextInt(0x10000));
    out.writeShort((question.recursion() ? 0x0100 : 0) | question.opcode() << 11);
    out.writeShort(1);
    out.writeInt(0);
    out.writeShort(question.edns() > 0 ? 1 : 0);
    writeName(question.name(), out);
    out.writeShort(question.type());
    out.writeShort(question.classCode());
    if (question.edns() > 0) {
      byte[] options = question.subnet().isEmpty() ? new byte[0] : subnet(question.subnet());
      out.writeByte(0);
      out.writeShort(41);
      out.writeShort(question.edns());
      out.writeInt(0);
      out.writeShort(options.length);
      out.write(options);
    }
    return bytes.toByteArray();
  }

  private static void writeName(String name, DataOutputStream out) throws IOException {
    for (String label : name.split("\\.")) {
      if (!label.isEmpty()) {
        byte[] raw = label.getBytes(StandardCharsets.UTF_8);
        out.writeByte(raw.length);
        out.write(raw);
      }
    }
    out.writeByte(0);
  }

  /** The client subnet option (RFC 7871) for an address and prefix such as {@code 10.0.0.0/24}. */
  private static byte[] subnet(String text) throws IOException {
    String[] parts = text.split("/", 2);
    byte[] address = InetAddress.ofLiteral(parts[0]).getAddress();
    int bits = parts.length == 2 ? Integer.parseInt(parts[1]) : address.length * 8;
    int length = (bits + 7) / 8;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeShort(ECS);
    out.writeShort(4 + length);
    out.writeShort(address.length == 4 ? 1 : 2);
    out.writeByte(bits);
    out.writeByte(0);
    out.write(address, 0, length);
    return bytes.toByteArray();
  }
}
