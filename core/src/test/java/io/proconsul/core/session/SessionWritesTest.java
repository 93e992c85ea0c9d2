package io.proconsul.core.session;

import static io.proconsul.core.testing.TestingState.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.proconsul.core.command.CatalogCommand;
import io.proconsul.core.command.KvCommand;
import io.proconsul.core.command.SessionCommand;
import io.proconsul.core.query.KvQuery;
import io.proconsul.core.query.SessionQuery;
import io.proconsul.core.testing.TestingState;
import io.proconsul.model.Session;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SessionWritesTest {
  private static final String S = "11111111-1111-1111-1111-111111111111";

  private final TestingState state = new TestingState();

  @BeforeEach
  void aNodeWithAService() {
    state.service("n", "web", "web");
    state.check("n", "live", "passing", "");
    state.check("n", "service:web", "passing", "web");
  }

  private Session bound(List<String> nodeChecks, String... serviceChecks) {
    List<Session.ServiceCheck> checks = List.of(serviceChecks).stream()
        .map(id -> new Session.ServiceCheck(id, ""))
        .toList();
    return new Session(S, "", "n", Duration.ZERO, Session.RELEASE, "", nodeChecks, checks, 0, 0);
  }

  private boolean isThere() {
    return !state.ask(new SessionQuery.Info(S)).result().isEmpty();
  }

  @Test
  void needsItsNodeAndItsChecks() {
    Session elsewhere =
        new Session(S, "", "nope", Duration.ZERO, "release", "", List.of(), null, 0, 0);
    assertThat(state.refusal(new SessionCommand.Create(elsewhere)))
        .isEqualTo("Missing node registration");
    assertThat(state.refusal(new SessionCommand.Create(bound(List.of("nope")))))
        .isEqualTo("Missing check 'nope' registration");
    state.check("n", "live", "critical", "");
    assertThat(state.refusal(new SessionCommand.Create(bound(List.of("live")))))
        .isEqualTo("Check 'live' is in critical state");
  }

  @Test
  void endsWhenACheckOfItsNodeTurnsCriticalButNotOnAWarning() {
    state.apply(new SessionCommand.Create(bound(List.of("live"))));
    state.check("n", "live", "warning", "");
    assertThat(isThere()).isTrue();
    state.check("n", "live", "critical", "");
    assertThat(isThere()).isFalse();
  }

  @Test
  void endsWhenACheckOfAServiceGoes() {
    state.apply(new SessionCommand.Create(bound(List.of(), "service:web")));
    state.apply(new CatalogCommand.Deregister("n", "web", ""));
    assertThat(isThere()).isFalse();
  }

  @Test
  void endsWithItsNode() {
    state.apply(new SessionCommand.Create(bound(List.of())));
    state.apply(new CatalogCommand.Deregister("n", "", ""));
    assertThat(isThere()).isFalse();
    assertThat(state.tables().sessionsByNode().isEmpty()).isTrue();
  }

  @Test
  void deleteBehaviourTakesTheKeysAlong() {
    state.session(S, "n", Session.DELETE, Duration.ZERO);
    state.apply(new KvCommand.Acquire(entry("k", "v").withLock(0, S)));
    state.apply(new SessionCommand.Destroy(S));
    assertThat(state.ask(new KvQuery.Get("k")).result()).isEmpty();
    assertThat(state.tables().keysBySession().isEmpty()).isTrue();
    assertThat(state.tables().lockDelays().isEmpty()).isTrue();
  }

  @Test
  void endingAnUnknownSessionChangesNothing() {
    SessionQuery.All all = new SessionQuery.All();
    assertThat(state.wakes(all, () -> state.apply(new SessionCommand.Destroy("nope"))))
        .isFalse();
    assertThat(state.wakes(all, () -> state.session(S, "n", "release", Duration.ZERO)))
        .isTrue();
  }
}
