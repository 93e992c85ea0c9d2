package io.proconsul.core.preparedquery.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proconsul.model.query.PreparedQuery;
import io.proconsul.model.query.ServiceQuery;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueryTemplateTest {
  private static PreparedQuery query(String name, String regexp, ServiceQuery service) {
    return PreparedQuery.of("id", name, "")
        .withTemplate(new PreparedQuery.Template("name_prefix_match", regexp, true))
        .withService(service);
  }

  private static String filled(String text, String name) throws TemplateException {
    PreparedQuery query = query("geo-", "^geo-(.*?)-([^-]*)$", ServiceQuery.of(text));
    return QueryTemplate.of(query).render(name, "alpha").service().service();
  }

  private static String refusal(String text) {
    PreparedQuery query = query("geo-", "", ServiceQuery.of(text));
    return String.valueOf(
        org.assertj.core.api.Assertions.catchThrowable(() -> QueryTemplate.of(query))
            .getMessage());
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      plain                              | plain
      ${name.full}                       | geo-db-main
      ${name.prefix}+${ name.suffix }    | geo-+db-main
      ${match(0)}                        | geo-db-main
      x-${match(1)}-${match(2)}          | x-db-main
      [${match(3)}]                      | []
      [${match(-1)}]                     | []
      ${match(3 - 1)}                    | main
      ${match("1")}                      | db
      ${agent.segment}                   | alpha
      $${name.full}                      | ${name.full}
      cost$                              | cost$
      ${"in ${match(1)} \\"quoted\\""}   | in db "quoted"
      ${1 + 2 * 3}                       | 7
      ${(1 + 2) * 3 % 5}                 | 4
      ${match(1) == "db" ? "yes" : "no"} | yes
      ${!(1 > 2) && true ? 1 : 2}        | 1
      """)
  void textsAreFilledIn(String text, String result) throws TemplateException {
    assertThat(filled(text, "geo-db-main")).isEqualTo(result);
  }

  @Test
  void theNameIsKeptAsItWasAsked() throws TemplateException {
    assertThat(filled("${name.full} ${name.prefix} ${name.suffix}", "GEO-X"))
        .isEqualTo("GEO-X geo- X");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      ${bad           | format     | parse error at 1:6: expected "}" but found end of string
      ${              | format     | parse error at 1:3: expected expression but found end of string
      a${}            | format     | parse error at 1:4: expected expression but found "}"
      ${1 2}          | format     | parse error at 1:5: expected "}" but found integer 2
      ${match(1}      | format     | parse error at 1:10: expected ")" but found "}"
      ${a = b}        | format     | parse error at 1:5: expected "}" but found invalid sequence "="
      ${bogus}        | evaluation | 1:3: unknown variable accessed: bogus
      ${upper(bogus)} | evaluation | 1:9: unknown variable accessed: bogus
      ${upper("x")}   | evaluation | 1:3: unknown function called: upper
      """)
  void whatIsWrongIsToldWithItsPlace(String text, String kind, String problem) {
    String start = kind.equals("format") ? "Bad format '" : "Bad evaluation for '";
    assertThat(refusal(text)).isEqualTo(start + text + "' in Service.Service: " + problem);
  }

  @Test
  void everyTextOfTheServiceIsFilledInAndNamedInErrors() throws TemplateException {
    String s = "${name.suffix}";
    var failover =
        new ServiceQuery.Failover(0, List.of("x", s), List.of(new ServiceQuery.Target(s, s)));
    ServiceQuery service = new ServiceQuery(
        s,
        failover,
        true,
        List.of(s),
        s,
        List.of(s, "!" + s),
        Map.of("a", s),
        Map.of("b", s),
        false,
        "",
        s);
    ServiceQuery all =
        QueryTemplate.of(query("q", "", service)).render("q1", "").service();
    var wanted =
        new ServiceQuery.Failover(0, List.of("x", "1"), List.of(new ServiceQuery.Target("1", "1")));
    assertThat(all)
        .isEqualTo(new ServiceQuery(
            "1",
            wanted,
            true,
            List.of("1"),
            "1",
            List.of("1", "!1"),
            Map.of("a", "1"),
            Map.of("b", "1"),
            false,
            "",
            "1"));
    ServiceQuery bad = ServiceQuery.of("s").withTags(List.of("ok", "${x}"));
    assertThatThrownBy(() -> QueryTemplate.of(query("q", "", bad)))
        .hasMessageContaining(" in Service.Tags[1]: ");
  }

  @Test
  void emptyTagsGoOnlyWhereThatIsAsked() throws TemplateException {
    ServiceQuery service = ServiceQuery.of("s").withTags(List.of("a", "${match(1)}"));
    PreparedQuery query = query("q", "", service);
    assertThat(QueryTemplate.of(query).render("q", "").service().tags()).containsExactly("a");
    PreparedQuery keeping =
        query.withTemplate(new PreparedQuery.Template("name_prefix_match", "", false));
    assertThat(QueryTemplate.of(keeping).render("q", "").service().tags()).containsExactly("a", "");
  }

  @Test
  void nestingIsBounded() {
    assertThat(refusal("${" + "(".repeat(100_000))).contains("nested too deeply");
    assertThat(refusal("${" + "!".repeat(100_000))).contains("nested too deeply");
    assertThat(refusal("${1" + "+1".repeat(100_000) + "}")).contains("too many operators");
    assertThat(refusal("${\"".repeat(50_000))).contains("nested too deeply");
  }

  @Property(tries = 300)
  void whatIsNoExpressionStaysAsItIs(@ForAll @StringLength(max = 30) String text)
      throws TemplateException {
    String literal = text.replace("$", "");
    assertThat(filled(literal, "geo-x")).isEqualTo(literal);
    assertThat(filled(literal + "$${" + literal, "geo-x")).isEqualTo(literal + "${" + literal);
  }

  @Property(tries = 500)
  void anyTextIsFilledInOrRefusedInWords(
      @ForAll
          @AlphaChars
          @Chars({'$', '{', '}', '(', ')', '"', '\\', '+', '1', '.', '?', ':'})
          @StringLength(max = 20)
          String text) {
    try {
      assertThat(filled("${" + text, "geo-x")).isNotNull();
    } catch (TemplateException e) {
      assertThat(Objects.requireNonNull(e.getMessage())).startsWith("Bad ");
    }
  }
}
