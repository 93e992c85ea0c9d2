package io.proconsul.core.dns;

import static io.proconsul.core.dns.TestingZone.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.proconsul.model.HealthCheck;
import io.proconsul.model.ServiceInstance;
import io.proconsul.model.Weights;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the zone answers, name by name and type by type. */
class DnsAnswersTest {
  private static final String SOA =
      "ns consul. 0 SOA ns.consul. hostmaster.consul. 1700000000 3600 600 86400 0";

  private final TestingZone zone = TestingZone.plain()
      .instance("web1", "10.0.0.1", at("hop1", "hopscotch", "", 8001, "prod", "v1.2"))
      .instance("web2", "10.0.0.2", at("hop2", "hopscotch", "10.9.9.2", 8002, "beta"));

  @Test
  void addressesAreTheServicesOwnOrTheNodes() {
    assertThat(zone.ask("hopscotch.service.consul", "A"))
        .containsExactly(
            "NOERROR aa rd",
            "hopscotch.service.consul. 0 A 10.0.0.1",
            "hopscotch.service.consul. 0 A 10.9.9.2");
  }

  @Test
  void srvTargetsAreNodesOrAddressNames() {
    assertThat(zone.ask("hopscotch.service.dc1.consul", "SRV"))
        .containsExactly(
            "NOERROR aa rd",
            "hopscotch.service.dc1.consul. 0 SRV 1 1 8001 web1.node.dc1.consul.",
            "hopscotch.service.dc1.consul. 0 SRV 1 1 8002 0a090902.addr.dc1.consul.",
            "more 0a090902.addr.dc1.consul. 0 A 10.9.9.2",
            "more web1.node.dc1.consul. 0 A 10.0.0.1");
  }

  @Test
  void namesComeBackInTheLettersAsked() {
    assertThat(zone.ask("Prod.HOPscotch.Service.CONSUL", "SRV"))
        .containsExactly(
            "NOERROR aa rd",
            "Prod.HOPscotch.Service.CONSUL. 0 SRV 1 1 8001 web1.node.dc1.CONSUL.",
            "more web1.node.dc1.CONSUL. 0 A 10.0.0.1");
  }

  @Test
  void tagsAndRfc2782NamesChooseInstances() {
    for (String name : List.of(
        "v1.2.hopscotch.service.consul",
        "PROD.hopscotch.service.consul",
        "_hopscotch._prod.service.consul",
        "_hopscotch._PROD.service.dc1.consul",
        "prod.hopscotch.service.dc1.dc.consul")) {
      assertThat(zone.ask(name, "A"))
          .as(name)
          .containsExactly("NOERROR aa rd", name + ". 0 A 10.0.0.1");
    }
    assertThat(zone.ask("_hopscotch._tcp.consul", "SRV")).hasSize(5);
  }

  @Test
  void whatIsNotThereIsNxdomainWithTheSoa() {
    for (String name : List.of(
        "nope.service.consul",
        "gamma.hopscotch.service.consul",
        "_hopscotch._udp.service.consul",
        "hopscotch.service.dc9.consul",
        "hopscotch.service.dc1.dc1.consul",
        "hopscotch.service.p1.peer.consul",
        "web1.node.p1.peer.consul",
        "nope.node.consul",
        "extra.web1.node.consul",
        "x.query.consul",
        "web.connect.consul",
        "web.ingress.consul",
        "service.consul",
        "bogus.consul",
        "consul",
        "0a0000.addr.consul",
        "zzzzzzzz.addr.consul",
        "a.0a000001.addr.consul",
        "addr.consul",
        "9.9.9.9.in-addr.arpa",
        "1.0.10.in-addr.arpa",
        "ip6.arpa")) {
      assertThat(zone.ask(name, "A")).as(name).containsExactly("NXDOMAIN aa rd", SOA);
    }
  }

  @Test
  void aServiceWithoutTheTypeIsEmptyWithTheSoaAndANodeWithoutIt() {
    assertThat(zone.ask("hopscotch.service.consul", "AAAA")).containsExactly("NOERROR aa rd", SOA);
    assertThat(zone.ask("hopscotch.service.consul", "MX")).containsExactly("NOERROR aa rd", SOA);
    assertThat(zone.ask("web1.node.consul", "AAAA")).containsExactly("NOERROR aa rd");
    assertThat(zone.ask("web.virtual.consul", "A")).containsExactly("NOERROR aa rd");
  }

  @Test
  void outsideNamesAreRefusedAndNeitherAuthoritativeNorWithEdns() {
    assertThat(zone.ask("example.com", "A")).containsExactly("REFUSED rd");
    assertThat(zone.ask(".", "NS")).containsExactly("REFUSED rd");
    assertThat(zone.query("example.com", "A", false, 4096).getOPT()).isNull();
  }

  @Test
  void criticalInstancesAreLeftOut() {
    zone.check("web2", "10.0.0.2", "hop2", HealthCheck.CRITICAL);
    assertThat(zone.ask("hopscotch.service.consul", "A"))
        .containsExactly("NOERROR aa rd", "hopscotch.service.consul. 0 A 10.0.0.1");
    zone.check("web1", "10.0.0.1", "hop1", HealthCheck.CRITICAL);
    assertThat(zone.ask("hopscotch.service.consul", "A")).containsExactly("NXDOMAIN aa rd", SOA);
    zone.check("web1", "10.0.0.1", "hop1", HealthCheck.WARNING);
    assertThat(zone.ask("hopscotch.service.consul", "A")).hasSize(2);
  }

  @Test
  void warningsHaveTheirOwnWeight() {
    ServiceInstance plain = ServiceInstance.of("w", "w", 1);
    zone.instance("n", "10.0.0.5", weighing(plain, 10, 2));
    assertThat(zone.ask("w.service.consul", "SRV")).element(1).asString().contains("SRV 1 10 1 ");
    zone.check("n", "10.0.0.5", "w", HealthCheck.WARNING);
    assertThat(zone.ask("w.service.consul", "SRV")).element(1).asString().contains("SRV 1 2 1 ");
    zone.instance("n", "10.0.0.5", weighing(plain, 0, 0));
    assertThat(zone.ask("w.service.consul", "SRV")).element(1).asString().contains("SRV 1 1 1 ");
  }

  @Test
  void answersChangeWithTheCatalog() {
    assertThat(zone.ask("hopscotch.service.consul", "A")).hasSize(3);
    zone.deregister("web1", "hop1");
    assertThat(zone.ask("hopscotch.service.consul", "A"))
        .containsExactly("NOERROR aa rd", "hopscotch.service.consul. 0 A 10.9.9.2");
    assertThat(zone.ask("late.service.consul", "A")).hasSize(2);
    zone.instance("web1", "10.0.0.1", "late", 1);
    assertThat(zone.ask("late.service.consul", "A"))
        .containsExactly("NOERROR aa rd", "late.service.consul. 0 A 10.0.0.1");
    assertThat(zone.ask("7.0.0.10.in-addr.arpa", "PTR")).hasSize(2);
    zone.node("late", "10.0.0.7");
    assertThat(zone.ask("7.0.0.10.in-addr.arpa", "PTR"))
        .element(1)
        .asString()
        .contains("late.node");
    zone.node("late", "10.0.0.8");
    assertThat(zone.ask("late.node.consul", "A")).element(1).asString().endsWith("10.0.0.8");
  }

  @Test
  void nodesShowTheirMetadata() {
    zone.node("m", "10.0.0.3", "key", "a=b", "rfc1035-x", "only", "eq=", "v", "tick`", "x");
    assertThat(zone.ask("m.node.consul", "TXT"))
        .containsExactly(
            "NOERROR aa rd",
            "m.node.consul. 0 TXT eq`==v",
            "m.node.consul. 0 TXT key=a=b",
            "m.node.consul. 0 TXT only");
    assertThat(zone.ask("m.node.consul", "A"))
        .containsExactly(
            "NOERROR aa rd",
            "m.node.consul. 0 A 10.0.0.3",
            "more m.node.consul. 0 TXT eq`==v",
            "more m.node.consul. 0 TXT key=a=b",
            "more m.node.consul. 0 TXT only",
            "more m.node.consul. 0 TXT tick``=x");
    assertThat(zone.ask("M.NODE.consul", "AAAA")).hasSize(5);
  }

  @Test
  void addressNamesAnswerInLowerCaseAndBesideWhenAnotherTypeIsAsked() {
    assertThat(zone.ask("0A00000F.addr.dc1.consul", "A"))
        .containsExactly("NOERROR aa rd", "0a00000f.addr.dc1.consul. 0 A 10.0.0.15");
    assertThat(zone.ask("0a00000f.addr.consul", "SRV"))
        .containsExactly("NOERROR aa rd", "more 0a00000f.addr.consul. 0 A 10.0.0.15");
    assertThat(zone.ask("20010db8000000000000000000000009.addr.consul", "ANY"))
        .containsExactly(
            "NOERROR aa rd",
            "20010db8000000000000000000000009.addr.consul. 0 AAAA 2001:db8:0:0:0:0:0:9");
  }

  @Test
  void reverseNamesGiveTheNodeOrTheService() {
    assertThat(zone.ask("1.0.0.10.in-addr.arpa", "PTR"))
        .containsExactly("NOERROR aa rd", "1.0.0.10.in-addr.arpa. 0 PTR web1.node.dc1.consul.");
    assertThat(zone.ask("2.9.9.10.in-addr.arpa", "A"))
        .containsExactly(
            "NOERROR aa rd", "2.9.9.10.in-addr.arpa. 0 PTR hopscotch.service.dc1.consul.");
    zone.node("six", "2001:db8::1");
    String nibbles = "1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa";
    assertThat(zone.ask(nibbles, "PTR"))
        .containsExactly("NOERROR aa rd", nibbles + ". 0 PTR six.node.dc1.consul.");
  }

  @Test
  void namesAsAddressesAreFollowedWithinTheDomain() {
    zone.instance("web1", "10.0.0.1", at("a", "alias", "Web2.node.consul", 80));
    assertThat(zone.ask("alias.service.consul", "AAAA"))
        .containsExactly(
            "NOERROR aa rd",
            "Web2.node.consul. 0 A 10.0.0.2",
            "alias.service.consul. 0 CNAME Web2.node.consul.");
    assertThat(zone.ask("alias.service.consul", "SRV"))
        .containsExactly(
            "NOERROR aa rd",
            "alias.service.consul. 0 SRV 1 1 80 Web2.node.consul.",
            "more Web2.node.consul. 0 A 10.0.0.2");
    zone.instance("web1", "10.0.0.1", at("l", "loop", "loop.service.consul", 80));
    assertThat(zone.ask("loop.service.consul", "A")).hasSize(4);
    zone.node("far", "host.example.com");
    assertThat(zone.ask("far.node.consul", "ANY"))
        .containsExactly("NOERROR aa rd", "far.node.consul. 0 CNAME host.example.com.");
    assertThat(zone.ask("far.node.consul", "CNAME")).containsExactly("NOERROR aa rd");
  }

  @Test
  void theServersAreTheNameServers() {
    zone.instance("s1", "10.0.1.1", "consul", 8300);
    assertThat(zone.ask("anything.at.all.consul", "SOA"))
        .containsExactly(
            "NOERROR aa rd",
            SOA.substring(3),
            "ns consul. 0 NS s1.node.dc1.consul.",
            "more s1.node.dc1.consul. 0 A 10.0.1.1");
    assertThat(zone.ask("consul", "NS"))
        .containsExactly(
            "NOERROR aa rd",
            "consul. 0 NS s1.node.dc1.consul.",
            "more s1.node.dc1.consul. 0 A 10.0.1.1");
  }

  @Test
  void aServiceWithoutTtlOfItsOwnDoesNotTakeTheNodes() {
    DnsSettings settings = new DnsSettings(
        "consul",
        "",
        "dc1",
        Duration.ofSeconds(10),
        Map.of("db*", Duration.ofSeconds(5)),
        DnsSettings.Soa.DEFAULT,
        false,
        true,
        Duration.ZERO,
        0,
        3,
        false,
        true,
        false,
        false);
    TestingZone nodes = new TestingZone(settings)
        .instance("n", "10.0.0.1", "web", 1)
        .instance("n", "10.0.0.1", "db-main", 1);
    assertThat(nodes.ask("web.service.consul", "A")).element(1).asString().contains(" 0 A ");
    assertThat(nodes.ask("db-main.service.consul", "A")).element(1).asString().contains(" 5 A ");
    assertThat(nodes.ask("n.node.consul", "A")).element(1).asString().contains(" 10 A ");
  }

  @Test
  void settingsGiveDomainsTtlsAndLimits() {
    DnsSettings settings = new DnsSettings(
        "Corp.Example.",
        "alt.test",
        "dc1",
        Duration.ofSeconds(10),
        Map.of(
            "*", Duration.ofSeconds(5),
            "ho*", Duration.ofSeconds(20),
            "hopscotch", Duration.ofSeconds(15)),
        new DnsSettings.Soa(1, 2, 3, 4),
        true,
        true,
        Duration.ZERO,
        1,
        3,
        true,
        false,
        false,
        false);
    TestingZone corp = new TestingZone(settings)
        .instance("n", "10.0.0.1", "hopscotch", 1)
        .instance("n", "10.0.0.1", "house", 1)
        .instance("n", "10.0.0.1", "zebra", 1)
        .instance("n2", "10.0.0.2", at("z2", "zebra", "", 1))
        .check("n2", "10.0.0.2", "hopscotch", HealthCheck.WARNING);
    assertThat(corp.ask("hopscotch.service.corp.example", "A"))
        .containsExactly("NOERROR aa rd", "hopscotch.service.corp.example. 15 A 10.0.0.1");
    assertThat(corp.ask("house.service.alt.test", "SRV"))
        .containsExactly(
            "NOERROR aa rd",
            "house.service.alt.test. 20 SRV 1 1 1 n.node.dc1.alt.test.",
            "more n.node.dc1.alt.test. 20 A 10.0.0.1");
    assertThat(corp.ask("zebra.service.alt.test", "ANY")).hasSize(2);
    assertThat(corp.ask("n.node.alt.test", "A")).element(1).asString().contains(" 10 A");
    assertThat(corp.ask("no.node.ALT.test", "A"))
        .containsExactly(
            "NXDOMAIN aa rd",
            "ns ALT.test. 4 SOA ns.ALT.test. hostmaster.ALT.test. 1700000000 1 2 3 4");
    assertThat(corp.ask("1.0.0.10.in-addr.arpa", "PTR"))
        .containsExactly("NOERROR aa rd", "1.0.0.10.in-addr.arpa. 0 PTR n.node.dc1.corp.example.");
    assertThat(corp.ask("x.consul", "A")).containsExactly("REFUSED rd");
  }

  private static ServiceInstance weighing(ServiceInstance plain, int passing, int warning) {
    return new ServiceInstance(
        plain.kind(),
        plain.id(),
        plain.service(),
        plain.tags(),
        plain.address(),
        plain.taggedAddresses(),
        plain.meta(),
        plain.port(),
        plain.socketPath(),
        new Weights(passing, warning),
        plain.enableTagOverride(),
        plain.proxy(),
        plain.connect(),
        plain.locality(),
        plain.createIndex(),
        plain.modifyIndex());
  }
}
