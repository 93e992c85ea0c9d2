package io.proconsul.agent.dns;

import static org.assertj.core.api.Assertions.assertThat;

import io.proconsul.core.command.CatalogCommand;
import io.proconsul.core.command.Stamped;
import io.proconsul.core.dns.DnsResolver;
import io.proconsul.core.dns.DnsSettings;
import io.proconsul.core.run.StateMachine;
import io.proconsul.model.Node;
import io.proconsul.model.ServiceInstance;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** DNS over real sockets. */
@Timeout(120)
class DnsServerTest {
  private static final InetSocketAddress ANY_PORT =
      new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0);

  private final StateMachine machine = new StateMachine();
  private final TestingConsensus consensus = new TestingConsensus();
  private final List<AutoCloseable> opened = new ArrayList<>();
  private long index;

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable part : opened.reversed()) {
      part.close();
    }
  }

  @Test
  void bothProtocolsAnswerOnOnePort() throws Exception {
    DnsServer server = start(RecursorSettings.NONE, true);
    register("web", "");
    assertThat(addresses(udp(server, query("web.service.consul", Type.A))))
        .containsExactly("10.0.0.1");
    assertThat(addresses(tcp(server, query("web.service.consul", Type.A))))
        .containsExactly("10.0.0.1");
  }

  @Test
  void oneConnectionTakesManyQueriesAtOnce() throws Exception {
    DnsServer server = start(RecursorSettings.NONE, true);
    register("web", "");
    try (Socket socket = connect(server)) {
      byte[] query = query("web.service.consul", Type.A).toWire();
      for (int i = 0; i < 50; i++) {
        socket.getOutputStream().write(TcpListener.framed(query, query.length));
      }
      DataInputStream in = new DataInputStream(socket.getInputStream());
      for (int i = 0; i < 50; i++) {
        assertThat(addresses(new Message(in.readNBytes(in.readUnsignedShort()))))
            .hasSize(1);
      }
    }
  }

  @Test
  void garbageLeavesTheServerServing() throws Exception {
    DnsServer server = start(RecursorSettings.NONE, true);
    register("web", "");
    Random random = new Random(11);
    try (DatagramSocket socket = new DatagramSocket()) {
      for (int i = 0; i < 500; i++) {
        byte[] noise = new byte[random.nextInt(1_500)];
        random.nextBytes(noise);
        socket.send(new DatagramPacket(noise, noise.length, server.addresses().get(0)));
      }
    }
    for (int i = 0; i < 20; i++) {
      try (Socket socket = connect(server)) {
        byte[] noise = new byte[random.nextInt(70_000)];
        random.nextBytes(noise);
        socket.getOutputStream().write(noise);
      } catch (IOException _) {
        // the server may hang up in the midst of it
      }
    }
    assertThat(addresses(udp(server, query("web.service.consul", Type.A)))).hasSize(1);
    assertThat(addresses(tcp(server, query("web.service.consul", Type.A)))).hasSize(1);
  }

  @Test
  void otherDomainsGoToTheFirstRecursorThatKnows() throws Exception {
    TestingRecursor broken = opened(new TestingRecursor(Rcode.SERVFAIL));
    TestingRecursor good = opened(new TestingRecursor(Rcode.NOERROR));
    RecursorSettings both = new RecursorSettings(
        List.of(broken.address(), good.address()), Duration.ofSeconds(10), false);
    DnsServer server = start(both, true);
    Message query = query("example.com", Type.A);
    Message answer = udp(server, query);
    assertThat(addresses(answer)).containsExactly("192.0.2.1");
    assertThat(answer.getHeader().getID()).isEqualTo(query.getHeader().getID());
    assertThat(broken.asked).hasValue(1);
    assertThat(addresses(udp(server, query("4.3.2.1.in-addr.arpa", Type.A)))).hasSize(1);
  }

  @Test
  void withoutAnyGoodRecursorTheServerFailsButOffersRecursion() throws Exception {
    TestingRecursor broken = opened(new TestingRecursor(Rcode.REFUSED));
    DnsServer server =
        start(new RecursorSettings(List.of(broken.address()), Duration.ofSeconds(10), true), true);
    Message answer = udp(server, query("example.com", Type.A));
    assertThat(answer.getRcode()).isEqualTo(Rcode.SERVFAIL);
    assertThat(answer.getHeader().getFlag(Flags.RA)).isTrue();
    assertThat(answer.getHeader().getFlag(Flags.AA)).isFalse();
  }

  @Test
  void aliasesThatLeaveTheDomainAreFollowed() throws Exception {
    TestingRecursor good = opened(new TestingRecursor(Rcode.NOERROR));
    DnsServer server =
        start(new RecursorSettings(List.of(good.address()), Duration.ofSeconds(10), false), true);
    register("far", "host.example.com");
    Message answer = udp(server, query("far.service.consul", Type.A));
    assertThat(answer.getSection(Section.ANSWER).toString())
        .contains("far.service.consul.\t0\tIN\tCNAME\thost.example.com.")
        .contains("host.example.com.\t0\tIN\tA\t192.0.2.1");
    Message located = udp(server, query("far.service.consul", Type.SRV));
    assertThat(located.getSection(Section.ADDITIONAL).toString()).contains("192.0.2.1");
  }

  @Test
  void withoutStateOrLeaderOnlyOtherDomainsAreAnswered() throws Exception {
    consensus.leader = false;
    DnsServer server = start(RecursorSettings.NONE, true);
    Message answer = udp(server, query("web.service.consul", Type.A));
    assertThat(answer.getRcode()).isEqualTo(Rcode.SERVFAIL);
    assertThat(answer.getHeader().getFlag(Flags.AA)).isTrue();
    assertThat(udp(server, query("example.com", Type.A)).getRcode()).isEqualTo(Rcode.REFUSED);
    register("web", "");
    assertThat(addresses(udp(server, query("web.service.consul", Type.A)))).hasSize(1);
  }

  @Test
  void theLeaderIsAskedWhereStaleAnswersWillNotDo() throws Exception {
    DnsServer server = start(RecursorSettings.NONE, false);
    register("web", "");
    assertThat(addresses(udp(server, query("web.service.consul", Type.A)))).hasSize(1);
    assertThat(consensus.confirmed).hasValue(1);
    consensus.leader = false;
    assertThat(tcp(server, query("web.service.consul", Type.A)).getRcode())
        .isEqualTo(Rcode.SERVFAIL);
  }

  @Test
  void whatIsTooStaleIsConfirmed() throws Exception {
    DnsServer server = start(RecursorSettings.NONE, true);
    register("web", "");
    consensus.lastContactMillis = Duration.ofDays(1).toMillis();
    assertThat(addresses(udp(server, query("web.service.consul", Type.A)))).hasSize(1);
    assertThat(consensus.confirmed).hasValue(1);
  }

  private DnsServer start(RecursorSettings recursors, boolean allowStale) throws IOException {
    DnsSettings settings = new DnsSettings(
        "consul",
        "",
        "dc1",
        Duration.ZERO,
        Map.of(),
        DnsSettings.Soa.DEFAULT,
        false,
        allowStale,
        Duration.ofHours(1),
        0,
        3,
        false,
        true,
        false,
        !recursors.servers().isEmpty());
    DnsResolver resolver = new DnsResolver(machine::tables, settings);
    return opened(
        DnsServer.start(List.of(ANY_PORT), resolver, recursors, consensus, InstantSource.system()));
  }

  private <T extends AutoCloseable> T opened(T part) {
    opened.add(part);
    return part;
  }

  private void register(String service, String address) {
    Node node =
        new Node("", "n", address.isEmpty() ? "10.0.0.1" : address, "dc1", null, null, 0, 0);
    ServiceInstance instance = ServiceInstance.of(service, service, 80);
    CatalogCommand register = new CatalogCommand.Register(node, instance, List.of(), false);
    machine.apply(++index, new Stamped(register, 0));
  }

  private static Message query(String name, int type) throws IOException {
    return Message.newQuery(Record.newRecord(Name.fromString(name, Name.root), type, DClass.IN));
  }

  private static Message udp(DnsServer server, Message query) throws IOException {
    try (DatagramSocket socket = new DatagramSocket()) {
      byte[] bytes = query.toWire();
      socket.send(new DatagramPacket(bytes, bytes.length, server.addresses().get(0)));
      DatagramPacket packet = new DatagramPacket(new byte[65_535], 65_535);
      socket.receive(packet);
      return new Message(Arrays.copyOf(packet.getData(), packet.getLength()));
    }
  }

  private static Message tcp(DnsServer server, Message query) throws IOException {
    try (Socket socket = connect(server)) {
      byte[] bytes = query.toWire();
      socket.getOutputStream().write(TcpListener.framed(bytes, bytes.length));
      DataInputStream in = new DataInputStream(socket.getInputStream());
      return new Message(in.readNBytes(in.readUnsignedShort()));
    }
  }

  private static Socket connect(DnsServer server) throws IOException {
    InetSocketAddress at = server.addresses().get(0);
    InetAddress host = at.getAddress();
    return new Socket(host, at.getPort());
  }

  private static List<String> addresses(Message answer) {
    return answer.getSection(Section.ANSWER).stream().map(Record::rdataToString).toList();
  }
}
