package io.proconsul.core.dns;

import static org.assertj.core.api.Assertions.assertThat;

import io.proconsul.core.command.PreparedQueryCommand;
import io.proconsul.model.query.PreparedQuery;
import io.proconsul.model.query.ServiceQuery;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Section;

class PreparedQueryNamesTest {
  private static final String ID = "aaaaaaaa-aaaa-aaaa-aaaa-aaaaaaaaaaaa";

  private final TestingZone zone = TestingZone.plain()
      .instance("n1", "10.0.0.1", "web", 80)
      .instance("n2", "10.0.0.2", "web", 80);

  private void prepare(ServiceQuery service, String ttl) {
    PreparedQuery query =
        PreparedQuery.of(ID, "my.query", "").withService(service).withTtl(ttl);
    zone.apply(new PreparedQueryCommand.Create(query));
  }

  @Test
  void aQueryIsAskedByNameByIdAndAsRfc2782Spells() {
    prepare(ServiceQuery.of("web").withMeta(Map.of(), null), "7s");
    for (String name : List.of("my.query", ID, "MY.query")) {
      assertThat(zone.ask(name + ".query.consul", "A"))
          .containsExactly(
              "NOERROR aa rd",
              name + ".query.consul. 7 A 10.0.0.1",
              name + ".query.consul. 7 A 10.0.0.2");
    }
    assertThat(zone.ask("_my.query.query.consul", "SRV"))
        .element(0)
        .asString()
        .contains("NXDOMAIN");
  }

  @Test
  void anAnswerHoldsUntilTheQueryOrItsServiceChanges() {
    assertThat(zone.ask("my.query.query.consul", "A")).element(0).asString().contains("NXDOMAIN");
    prepare(ServiceQuery.of("web"), "");
    assertThat(zone.ask("my.query.query.consul", "A")).hasSize(3);
    zone.instance("n3", "10.0.0.3", "web", 80);
    assertThat(zone.ask("my.query.query.consul", "A")).hasSize(4);
    zone.apply(new PreparedQueryCommand.Delete(ID));
    assertThat(zone.ask("my.query.query.consul", "A")).element(0).asString().contains("NXDOMAIN");
  }

  @Test
  void whereDistancesDecideTheFirstIsAlwaysTheNearest() {
    prepare(ServiceQuery.of("web").withNear("n2"), "");
    for (int i = 0; i < 20; i++) {
      assertThat(zone.query("my.query.query.consul", "A", false, 0)
              .getSection(Section.ANSWER)
              .get(0))
          .asString()
          .endsWith("10.0.0.2");
    }
  }
}
