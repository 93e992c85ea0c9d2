package io.proconsul.core.preparedquery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proconsul.core.command.PreparedQueryCommand;
import io.proconsul.core.command.SessionCommand;
import io.proconsul.core.query.PreparedQueryQuery;
import io.proconsul.core.testing.TestingState;
import io.proconsul.model.query.PreparedQuery;
import io.proconsul.model.query.ServiceQuery;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PreparedQueryWritesTest {
  private static final String A = "aaaaaaaa-aaaa-aaaa-aaaa-aaaaaaaaaaaa";
  private static final String B = "bbbbbbbb-bbbb-bbbb-bbbb-bbbbbbbbbbbb";
  private static final PreparedQuery.Template TEMPLATE =
      new PreparedQuery.Template("name_prefix_match", "", false);

  private final TestingState state = new TestingState();

  private void create(PreparedQuery query) {
    assertThat(state.apply(new PreparedQueryCommand.Create(query))).isEqualTo(query.id());
  }

  private String refusal(PreparedQuery query) {
    return state.refusal(new PreparedQueryCommand.Create(query));
  }

  private PreparedQuery byId(String id) {
    return state.ask(new PreparedQueryQuery.ById(id)).result();
  }

  private List<String> ids() {
    return state.ask(new PreparedQueryQuery.All()).result().stream()
        .map(PreparedQuery::id)
        .toList();
  }

  private String underName(String name) {
    return state
        .ask(new PreparedQueryQuery.Explain(name, PreparedQueryQuery.Source.NONE))
        .result()
        .id();
  }

  @Test
  void anUpdateKeepsTheIndexOfTheCreation() {
    create(PreparedQuery.of(A, "q", "web"));
    long created = state.index;
    state.node("n");
    state.apply(new PreparedQueryCommand.Update(PreparedQuery.of(A, "other", "db")));
    assertThat(byId(A))
        .isEqualTo(PreparedQuery.of(A, "other", "db").withIndexes(created, state.index));
  }

  @Test
  void aNameThatWasGivenUpIsFree() {
    create(PreparedQuery.of(A, "q", "web"));
    assertThat(refusal(PreparedQuery.of(B, "Q", "web")))
        .isEqualTo("raft apply failed: name 'Q' aliases an existing query name");
    state.apply(new PreparedQueryCommand.Update(PreparedQuery.of(A, "other", "web")));
    create(PreparedQuery.of(B, "q", "web"));
    assertThat(underName("q")).isEqualTo(B);
  }

  @Test
  void aNameThatIsTheIdOfAnotherIsRefused() {
    create(PreparedQuery.of(A, "q", "web"));
    assertThat(refusal(PreparedQuery.of(B, A, "web")))
        .isEqualTo("raft apply failed: name '" + A + "' aliases an existing query ID");
  }

  @Test
  void onlyOneTemplateTakesEveryName() {
    create(PreparedQuery.of(A, "", "web").withTemplate(TEMPLATE));
    assertThat(refusal(PreparedQuery.of(B, "", "web").withTemplate(TEMPLATE)))
        .isEqualTo("raft apply failed: a query template with an empty name already exists");
  }

  @Test
  void deletedQueriesAreGone() {
    create(PreparedQuery.of(A, "q", "web"));
    assertThat(state.apply(new PreparedQueryCommand.Delete(A))).isEqualTo(A);
    assertThat(ids()).isEmpty();
    assertThatThrownBy(() -> underName("q")).hasMessage("Query not found");
    assertThat(state.refusal(new PreparedQueryCommand.Delete(A)))
        .isEqualTo("Cannot modify non-existent prepared query: '" + A + "'");
  }

  @Test
  void queriesGoWithTheirSession() {
    state.node("n");
    state.session(B, "n", "release", Duration.ZERO);
    create(PreparedQuery.of(A, "", "web").withSession(B));
    create(PreparedQuery.of(B, "stays", "web"));
    state.apply(new SessionCommand.Destroy(B));
    assertThat(ids()).containsExactly(B);
    assertThat(state.tables().preparedQueriesBySession().isEmpty()).isTrue();
  }

  @Test
  void aSessionThatIsNotThereIsRefused() {
    assertThat(refusal(PreparedQuery.of(A, "q", "web").withSession("nope")))
        .isEqualTo("raft apply failed: invalid session \"nope\"");
  }

  @Test
  void whoWaitsForTheListIsWokenByAChange() {
    assertThat(state.wakes(
            new PreparedQueryQuery.All(), () -> create(PreparedQuery.of(A, "q", "web"))))
        .isTrue();
    assertThat(state.wakes(new PreparedQueryQuery.All(), () -> state.node("n"))).isFalse();
  }

  @Test
  void metadataAndTokensAreLookedAt() {
    PreparedQuery query = PreparedQuery.of(A, "q", "web");
    assertThat(refusal(query.withService(ServiceQuery.of("web").withMeta(Map.of("", "v"), null))))
        .isEqualTo("Invalid prepared query: Couldn't load metadata pair ('', 'v'):"
            + " Key cannot be blank");
    PreparedQuery redacted =
        new PreparedQuery(A, "q", "", "<hidden>", query.template(), query.service(), "", 0, 0);
    assertThat(refusal(redacted)).startsWith("Invalid prepared query: Bad Token '<hidden>'");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      ''  | web | 0  | ''   | Must be bound to a session
      q   | ''  | 0  | ''   | Must provide a Service name to query
      q   | web | -1 | ''   | Bad NearestN '-1', must be >= 0
      q   | web | 0  | abc  | Bad DNS TTL 'abc': time: invalid duration "abc"
      q   | web | 0  | -1s  | DNS TTL '-1000000000', must be >=0
      """, quoteCharacter = '`')
  void whatNoQueryCanBeIsRefused(
      String name, String service, int nearest, String ttl, String problem) {
    PreparedQuery query = PreparedQuery.of(A, unquoted(name), unquoted(service));
    var failover = new ServiceQuery.Failover(nearest, null, null);
    assertThat(refusal(
            query.withService(query.service().withFailover(failover)).withTtl(unquoted(ttl))))
        .isEqualTo("Invalid prepared query: " + problem);
  }

  private static String unquoted(String text) {
    return text.equals("''") ? "" : text;
  }

  @ParameterizedTest
  @CsvSource({
    "nope, UUID must be 36 characters",
    "------------------------------------, UUID should have maximum of 4 \"-\"; got 36",
    "aaaaaaaaa-aaaaa-aaaaaaaaa-aaaaaaaaaa, Input (without hyphens) must be even length",
    "zaaaaaaa-aaaa-aaaa-aaaa-aaaaaaaaaaaa, Invalid UUID: encoding/hex: invalid byte: U+007A 'z'"
  })
  void idsThatAreNoneAreToldSo(String id, String problem) {
    String text = "failed prepared query lookup: index error: " + problem;
    assertThatThrownBy(() -> byId(id)).hasMessage(text);
    assertThat(state.refusal(new PreparedQueryCommand.Delete(id)))
        .isEqualTo("Prepared Query lookup failed: " + text);
  }
}
