package io.proconsul.core.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.proconsul.core.command.CaCommand;
import io.proconsul.core.command.CommandCodec;
import io.proconsul.core.command.Stamped;
import io.proconsul.core.query.ConnectQuery;
import io.proconsul.core.state.Key;
import io.proconsul.core.testing.TestingAuthority;
import io.proconsul.core.testing.TestingState;
import io.proconsul.model.connect.CaKey;
import io.proconsul.model.connect.CaRoots;
import java.util.List;
import org.junit.jupiter.api.Test;

class CaWritesTest {
  private static final ConnectQuery.Roots ROOTS = new ConnectQuery.Roots();
  private static final ConnectQuery.Configuration CONFIGURATION = new ConnectQuery.Configuration();

  private final TestingState state = new TestingState();

  private Object found(String id) {
    return state.apply(TestingAuthority.found(state, id));
  }

  @Test
  void atFirstThereIsNone() {
    assertThat(state.ask(ROOTS).result()).isEqualTo(new CaRoots("", "", List.of()));
    assertThat(state.ask(ROOTS).index()).isZero();
    assertThat(state.ask(CONFIGURATION).result()).isEmpty();
  }

  @Test
  void whatIsFoundedIsThereWithItsIndexes() {
    state.set("k", "v");
    assertThat(found("a")).isEqualTo(true);
    assertThat(state.ask(ROOTS).result())
        .isEqualTo(new CaRoots(
            "a",
            "11111111-2222-3333-4444-55555555555a.consul",
            List.of(TestingAuthority.root("a").withIndexes(2, 2))));
    assertThat(state.ask(ROOTS).index()).isEqualTo(2);
    assertThat(state.ask(CONFIGURATION).result())
        .contains(TestingAuthority.CONFIGURATION.withIndexes(2, 2));
    assertThat(state.tables().caKeys().get(Key.of("a"))).isEqualTo(new CaKey("a", "key of a"));
  }

  @Test
  void whoComesSecondChangesNothing() {
    found("a");
    var late = new CaCommand(
        TestingAuthority.CONFIGURATION, List.of(TestingAuthority.root("b")), List.of(), 0);
    assertThat(state.apply(late)).isEqualTo(false);
    assertThat(state.ask(ROOTS).result().activeRootId()).isEqualTo("a");
    assertThat(state.tables().caKeys().size()).isEqualTo(1);
  }

  @Test
  void anotherRootReplacesTheFirstAndItsKey() {
    found("a");
    found("b");
    assertThat(state.ask(ROOTS).result().roots())
        .containsExactly(TestingAuthority.root("b").withIndexes(2, 2));
    assertThat(state.ask(CONFIGURATION).result())
        .contains(TestingAuthority.CONFIGURATION.withIndexes(1, 2));
    assertThat(state.tables().caKeys().get(Key.of("a"))).isNull();
    assertThat(state.tables().caKeys().size()).isEqualTo(1);
  }

  @Test
  void onlyAChangeOfRootsWakesWhoWaitsForThem() {
    assertThat(state.wakes(ROOTS, () -> found("a"))).isTrue();
    assertThat(state.wakes(ROOTS, () -> found("a"))).isFalse();
    assertThat(state.ask(ROOTS).index()).isEqualTo(1);
    assertThat(state.wakes(CONFIGURATION, () -> found("a"))).isTrue();
    assertThat(state.wakes(ROOTS, () -> found("b"))).isTrue();
  }

  @Test
  void aKeyIsInTheLogButInNoText() {
    CaCommand command = TestingAuthority.found(state, "a");
    CaCommand logged = (CaCommand)
        CommandCodec.decode(CommandCodec.encode(new Stamped(command, 1))).command();
    assertThat(logged).isEqualTo(command);
    assertThat(logged.toString()).contains("rootId=a").doesNotContain("key of a");
  }
}
