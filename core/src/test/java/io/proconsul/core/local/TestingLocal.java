package io.proconsul.core.local;

import io.proconsul.codec.Fields;
import io.proconsul.codec.Mapping;
import io.proconsul.codec.Value;
import io.proconsul.codec.json.JsonReader;
import io.proconsul.core.run.ManualTimer;
import io.proconsul.model.CheckDefinition;
import io.proconsul.model.Node;
import io.proconsul.model.ServiceDefinition;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Random;

/** An agent's own part, all of it, with a manual clock and nothing running. */
final class TestingLocal {
  static final Node NODE = new Node(
      "c0ffee00-0000-4000-8000-000000000000", "n1", "10.0.0.1", "dc1", Map.of(), Map.of(), 0, 0);

  final ManualTimer timer = new ManualTimer();
  final TestingRunner runner = new TestingRunner();
  final InMemoryCatalog catalog = new InMemoryCatalog();
  final InMemoryStore store;
  final LocalSettings settings;
  final LocalState state;
  final LocalRegistry registry;

  TestingLocal() {
    this(
        new LocalSettings.Checks(false, false, false, Duration.ofMinutes(5), 4096),
        new InMemoryStore());
  }

  TestingLocal(LocalSettings.Checks checks, InMemoryStore store) {
    this.store = store;
    settings = new LocalSettings(NODE, true, false, checks);
    state = new LocalState(settings, timer, new Random(1), timer);
    RunningChecks running = new RunningChecks(state, catalog, runner, timer, Runnable::run);
    registry = new LocalRegistry(settings, state, running, store, timer);
  }

  void service(String json) {
    service(json, Source.REMOTE, false);
  }

  void service(String json, Source source, boolean replaceChecks) {
    registry.register(
        read(json, ServiceDefinition.MAPPING), source, replaceChecks, LocalStore.Done.IGNORED);
  }

  void check(String json) {
    registry.register(read(json, CheckDefinition.MAPPING), Source.REMOTE, LocalStore.Done.IGNORED);
  }

  /** {@code status: output} of a check. */
  String shown(String checkId) {
    LocalCheck check = state.check(checkId);
    return check == null
        ? "none"
        : check.check().status() + ": " + check.check().output();
  }

  static <T> T read(String json, Mapping<T> mapping) {
    Value value = JsonReader.parse(json.getBytes(StandardCharsets.UTF_8));
    return mapping.read(new Fields("", (Value.Obj) value));
  }
}
