package io.proconsul.core.run;

import static io.proconsul.core.testing.TestingState.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.proconsul.core.api.ConsulException;
import io.proconsul.core.command.CommandCodec;
import io.proconsul.core.command.KvCommand;
import io.proconsul.core.command.RestoreCommand;
import io.proconsul.core.command.Stamped;
import io.proconsul.core.query.KvQuery;
import io.proconsul.core.snapshot.MachineImage;
import io.proconsul.core.snapshot.SnapshotCodec;
import io.proconsul.core.state.Key;
import io.proconsul.core.state.Tables;
import io.proconsul.core.state.WatchSet;
import io.proconsul.core.testing.TestingState;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RestoreTest {
  private static final int PART = 200;

  private final StateMachine machine = new StateMachine();
  private long index;
  private long nowMillis = 1_000;

  @BeforeEach
  void anOldState() {
    set("old", "1");
  }

  @Test
  void theLastPartReplacesAll() throws Exception {
    List<RestoreCommand> parts = parts("r", saved(20));
    for (RestoreCommand part : parts.subList(0, parts.size() - 1)) {
      assertThat(apply(part)).isEqualTo(true);
      assertThat(has("old")).isTrue();
    }
    assertThat(apply(parts.getLast())).isEqualTo(true);
    assertThat(has("old")).isFalse();
    assertThat(machine.tables().kv().size()).isEqualTo(20);
    assertThat(machine.restores()).isEqualTo(1);
  }

  @Test
  void writesInBetweenAreReplacedToo() throws Exception {
    List<RestoreCommand> parts = parts("r", saved(5));
    for (RestoreCommand part : parts) {
      set("between", "1");
      apply(part);
    }
    assertThat(has("between")).isFalse();
    assertThat(machine.tables().kv().size()).isEqualTo(5);
  }

  @Test
  void indexesGoOnAboveThoseOfBothStates() throws Exception {
    Tables high = saved(500);
    parts("r", high).forEach(this::apply);
    assertThat(machine.tables().index()).isGreaterThan(high.index());
    long before = machine.tables().index();
    set("new", "1");
    assertThat(machine.tables().kv().get(Key.of("new")))
        .satisfies(entry -> assertThat(entry.modifyIndex()).isEqualTo(before + 1));
  }

  @Test
  void aServerThatStartsFromASnapshotTakenInBetweenEndsTheSame() throws Exception {
    List<RestoreCommand> parts = parts("r", saved(500));
    int half = parts.size() / 2;
    parts.subList(0, half).forEach(this::apply);
    StateMachine other = new StateMachine();
    other.restore(copy(machine.capture()));
    for (RestoreCommand part : parts.subList(half, parts.size())) {
      index++;
      machine.apply(index, new Stamped(part, nowMillis));
      other.apply(index, new Stamped(part, nowMillis));
    }
    index++;
    Stamped write = new Stamped(new KvCommand.Set(entry("new", "1")), nowMillis);
    machine.apply(index, write);
    other.apply(index, write);
    assertThat(image(other)).isEqualTo(image(machine));
    assertThat(other.tables().kv().size()).isEqualTo(501);
    StateMachine third = new StateMachine();
    third.restore(copy(machine.capture()));
    assertThat(third.capture().ahead()).isPositive();
    assertThat(image(third)).isEqualTo(image(machine));
  }

  @Test
  void partsThatDoNotFollowAreRefusedAndChangeNothing() throws Exception {
    List<RestoreCommand> parts = parts("r", saved(20));
    apply(parts.get(0));
    assertRefused(parts.get(2));
    assertRefused(parts.get(1)); // it has ended
    assertThat(has("old")).isTrue();
    apply(parts.get(0));
    apply(parts("other", saved(20)).getFirst());
    assertRefused(parts.get(1));
    assertThat(machine.restores()).isZero();
  }

  @Test
  void whatWasGivenUpIsForgotten() throws Exception {
    List<RestoreCommand> parts = parts("r", saved(20));
    apply(parts.get(0));
    nowMillis += 3_600_000;
    set("x", "1");
    assertThat(machine.capture().pending()).isNull();
    assertRefused(parts.get(1));
  }

  @Test
  void aStateThatLacksItsEndIsRefused() throws Exception {
    List<RestoreCommand> parts = parts("r", saved(20));
    RestoreCommand last = parts.get(parts.size() - 2);
    parts.subList(0, parts.size() - 2).forEach(this::apply);
    assertRefused(new RestoreCommand("r", last.number(), true, last.data()));
    assertThat(has("old")).isTrue();
  }

  @Test
  void whoeverWaitsLooksAgainAlsoWhereThereWasNothing() throws Exception {
    StateMachine empty = new StateMachine();
    AtomicInteger woken = new AtomicInteger();
    WatchSet watches = new WatchSet();
    StateMachine.read(empty.tables(), new KvQuery.Get("k0"), watches);
    watches.onAny(woken::incrementAndGet);
    long at = 0;
    for (RestoreCommand part : parts("r", saved(1))) {
      empty.apply(++at, new Stamped(part, nowMillis));
    }
    assertThat(woken).hasValue(1);
  }

  private void assertRefused(RestoreCommand part) {
    assertThat(apply(part)).isInstanceOf(ConsulException.Refused.class);
  }

  private Object apply(RestoreCommand part) {
    Stamped stamped = CommandCodec.decode(CommandCodec.encode(new Stamped(part, nowMillis)));
    return machine.apply(++index, stamped);
  }

  private void set(String key, String value) {
    machine.apply(++index, new Stamped(new KvCommand.Set(entry(key, value)), nowMillis));
  }

  private boolean has(String key) {
    return machine.tables().kv().get(Key.of(key)) != null;
  }

  private static Tables saved(int keys) {
    TestingState state = new TestingState();
    for (int i = 0; i < keys; i++) {
      state.set("k" + i, "v".repeat(i % 100));
    }
    return state.tables();
  }

  private static List<RestoreCommand> parts(String id, Tables tables) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    SnapshotCodec.write(tables, out);
    byte[] all = out.toByteArray();
    List<RestoreCommand> parts = new ArrayList<>();
    for (int at = 0; at < all.length; at += PART) {
      int end = Math.min(all.length, at + PART);
      byte[] data = Arrays.copyOfRange(all, at, end);
      parts.add(new RestoreCommand(id, parts.size(), end == all.length, data));
    }
    return parts;
  }

  private static byte[] image(StateMachine machine) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    machine.capture().write(out);
    return out.toByteArray();
  }

  private static MachineImage copy(MachineImage image) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    image.write(out);
    return MachineImage.read(new ByteArrayInputStream(out.toByteArray()));
  }
}
