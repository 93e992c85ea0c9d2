package io.proconsul.core.snapshot;

import static io.proconsul.core.testing.TestingState.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proconsul.core.command.AutopilotCommand;
import io.proconsul.core.command.CatalogCommand;
import io.proconsul.core.command.KvCommand;
import io.proconsul.core.command.PreparedQueryCommand;
import io.proconsul.core.command.SessionCommand;
import io.proconsul.core.state.Radix;
import io.proconsul.core.state.Tables;
import io.proconsul.core.testing.TestingAuthority;
import io.proconsul.core.testing.TestingState;
import io.proconsul.model.Node;
import io.proconsul.model.Session;
import io.proconsul.model.cluster.AutopilotConfiguration;
import io.proconsul.model.connect.CaKey;
import io.proconsul.model.query.PreparedQuery;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class SnapshotCodecTest {
  private static final int COMMANDS = 120;

  @Property(tries = 60)
  void whatWasWrittenComesBack(@ForAll long seed) throws Exception {
    Tables tables = randomTables(seed);
    assertThat(contents(SnapshotCodec.read(new ByteArrayInputStream(bytes(tables)))))
        .isEqualTo(contents(tables));
  }

  @Test
  void anEmptyStateComesBackToo() throws Exception {
    Tables restored = SnapshotCodec.read(new ByteArrayInputStream(bytes(Tables.empty())));
    assertThat(contents(restored)).isEqualTo(contents(Tables.empty()));
  }

  @Test
  void readingStopsAtTheEnd() throws Exception {
    byte[] snapshot = bytes(randomTables(1));
    ByteArrayInputStream in =
        new ByteArrayInputStream(Arrays.copyOf(snapshot, snapshot.length + 5));
    SnapshotCodec.read(in);
    assertThat(in.available()).isEqualTo(5);
  }

  @Test
  void everyCutIsNoticed() throws Exception {
    byte[] snapshot = bytes(randomTables(2));
    for (int length = 0; length < snapshot.length; length += 1 + length / 7) {
      byte[] cut = Arrays.copyOf(snapshot, length);
      assertThatThrownBy(() -> SnapshotCodec.read(new ByteArrayInputStream(cut)))
          .as("cut to %s", length)
          .isInstanceOf(SnapshotException.class);
    }
  }

  @Test
  void everyFlippedBitIsNoticed() throws Exception {
    byte[] snapshot = bytes(randomTables(3));
    for (int at = 0; at < snapshot.length; at++) {
      byte[] damaged = snapshot.clone();
      damaged[at] ^= 0x10;
      assertThatThrownBy(() -> SnapshotCodec.read(new ByteArrayInputStream(damaged)))
          .as("byte %s", at)
          .isInstanceOf(SnapshotException.class);
    }
  }

  @Test
  void anotherFormatIsToldByItsNumber() throws Exception {
    byte[] snapshot = bytes(Tables.empty());
    snapshot[SnapshotCodec.MAGIC.length + 3] = 9;
    assertThatThrownBy(() -> SnapshotCodec.read(new ByteArrayInputStream(snapshot)))
        .hasMessageContaining("has format 9, this version reads 1");
    byte[] other = "something else altogether".getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> SnapshotCodec.read(new ByteArrayInputStream(other)))
        .hasMessage("this is no snapshot of Proconsul");
  }

  private static byte[] bytes(Tables tables) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    SnapshotCodec.write(tables, out);
    return out.toByteArray();
  }

  /** Every table as text, so that a difference can be read. */
  private static List<String> contents(Tables tables) throws ReflectiveOperationException {
    List<String> lines = new ArrayList<>();
    for (RecordComponent component : Tables.class.getRecordComponents()) {
      Object value = component.getAccessor().invoke(tables);
      if (value instanceof Radix<?> table) {
        table.forEach((key, entry) -> lines.add(component.getName() + " "
            + new String(key, StandardCharsets.ISO_8859_1) + " = " + readable(entry)));
      } else {
        lines.add(component.getName() + " = " + value);
      }
    }
    return lines;
  }

  private static String readable(Object entry) {
    if (entry instanceof CaKey key) {
      return key.rootId() + " " + key.privateKey();
    }
    return entry instanceof io.proconsul.model.KvEntry kv
        ? kv.key() + Arrays.toString(kv.value()) + kv.flags() + kv.lockIndex() + kv.session()
            + kv.createIndex() + "," + kv.modifyIndex()
        : entry.toString();
  }

  private static Tables randomTables(long seed) {
    Random random = new Random(seed);
    TestingState state = new TestingState();
    for (int i = 0; i < COMMANDS; i++) {
      step(state, random);
      state.nowMillis += random.nextInt(10_000);
    }
    return state.tables();
  }

  private static void step(TestingState state, Random random) {
    String node = "N" + random.nextInt(3);
    String id = "s" + random.nextInt(4);
    String key = "k/" + random.nextInt(5);
    String session = "session-" + random.nextInt(4);
    String status = random.nextBoolean() ? "passing" : "critical";
    switch (random.nextInt(14)) {
      case 0 -> state.service(node, id, "svc" + random.nextInt(3));
      case 1 -> state.check(node, "c" + random.nextInt(3), status, "");
      case 2 -> state.check(node, id, status, id);
      case 3 -> state.apply(new CatalogCommand.Deregister(node, id, ""));
      case 4 -> state.apply(new CatalogCommand.Deregister(node, "", ""));
      case 5 -> state.set(key, "v" + random.nextInt(3));
      case 6 -> state.apply(new KvCommand.Delete(key));
      case 7 -> state.apply(new KvCommand.Acquire(entry(key, "").withLock(0, session)));
      case 8 -> createSession(state, random, session, node);
      case 9 -> state.apply(new SessionCommand.Destroy(session));
      case 11 -> prepareQuery(state, random, session);
      case 12 -> state.apply(TestingAuthority.found(state, "r" + random.nextInt(2)));
      case 10 -> state.apply(new AutopilotCommand.Set(AutopilotConfiguration.DEFAULT));
      default -> registerWithId(state, node, random.nextInt(2));
    }
  }

  private static void prepareQuery(TestingState state, Random random, String session) {
    int number = random.nextInt(4);
    PreparedQuery query =
        PreparedQuery.of("0000000" + number + "-0000-0000-0000-00000000000A", "q" + number, "svc");
    var template = new PreparedQuery.Template("name_prefix_match", "", true);
    PreparedQuery shaped = random.nextBoolean() ? query : query.withTemplate(template);
    state.apply(new PreparedQueryCommand.Create(
        random.nextBoolean() ? shaped : shaped.withSession(session)));
  }

  private static void createSession(
      TestingState state, Random random, String session, String node) {
    state.apply(new SessionCommand.Create(new Session(
        session,
        "name",
        node,
        Duration.ofSeconds(random.nextInt(2) * 15L),
        random.nextBoolean() ? Session.DELETE : Session.RELEASE,
        random.nextBoolean() ? "10s" : "",
        random.nextBoolean() ? List.of("c1") : List.of(),
        random.nextBoolean() ? null : List.of(),
        0,
        0)));
  }

  private static void registerWithId(TestingState state, String node, int number) {
    String id = "0000000" + number + "-0000-0000-0000-00000000000A";
    state.apply(new CatalogCommand.Register(
        new Node(id, node, "10.0.0.9", "dc1", null, null, 0, 0), null, List.of(), false));
  }
}
