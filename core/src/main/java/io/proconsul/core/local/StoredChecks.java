package io.proconsul.core.local;

import io.proconsul.codec.DecodeException;
import io.proconsul.core.check.CheckResult;
import io.proconsul.model.CheckKind;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;

/** Keeps what came over the API, and the last reports on TTL checks, in the store. Any thread. */
final class StoredChecks {
  private final LocalStore store;
  private final InstantSource clock;
  private final Map<String, LocalRecords.State> lastReports = new ConcurrentHashMap<>();

  StoredChecks(LocalStore store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  /** Whether anything outlives the agent. */
  boolean keeps() {
    return store.keeps();
  }

  void put(LocalService service, LocalStore.Done done) {
    if (service.source() == Source.REMOTE) {
      store.put(LocalStore.Kind.SERVICE, service.id(), LocalRecords.service(service), done);
    } else {
      store.remove(LocalStore.Kind.SERVICE, service.id(), done);
    }
  }

  void put(LocalCheck check, LocalStore.Done done) {
    if (check.source() == Source.REMOTE) {
      store.put(LocalStore.Kind.CHECK, check.id(), LocalRecords.check(check), done);
    } else {
      store.remove(LocalStore.Kind.CHECK, check.id(), done);
    }
  }

  void remove(LocalService service, LocalStore.Done done) {
    store.remove(LocalStore.Kind.SERVICE, service.id(), done);
  }

  void remove(LocalCheck check, LocalStore.Done done) {
    lastReports.remove(check.id());
    store.remove(LocalStore.Kind.CHECK_STATE, check.id(), LocalStore.Done.IGNORED);
    store.remove(LocalStore.Kind.CHECK, check.id(), done);
  }

  /** Reports are many and short-lived: nobody waits for them to be on disk. */
  void keepState(String checkId, CheckResult report, Duration ttl) {
    long expires = clock.instant().plus(ttl).getEpochSecond();
    var state = new LocalRecords.State(checkId, report.status(), report.output(), expires);
    store.put(
        LocalStore.Kind.CHECK_STATE, checkId, LocalRecords.state(state), LocalStore.Done.IGNORED);
  }

  /** A TTL check goes on as it was last reported, while that report is still worth something. */
  LocalCheck withLastReport(LocalCheck check) {
    var last = lastReports.remove(check.id());
    boolean ttl = check.definition() != null && check.definition().kind() instanceof CheckKind.Ttl;
    if (last == null || !ttl || last.expires() < clock.instant().getEpochSecond()) {
      return check;
    }
    return check.with(check.check().withStatus(last.status().text(), last.output()), 0);
  }

  void loadStates(Consumer<String> damaged) {
    for (LocalRecords.State state :
        read(LocalStore.Kind.CHECK_STATE, LocalRecords::readState, damaged)) {
      lastReports.put(state.checkId(), state);
    }
  }

  List<LocalService> services(Consumer<String> damaged) {
    return read(LocalStore.Kind.SERVICE, LocalRecords::readService, damaged);
  }

  List<LocalCheck> checks(Consumer<String> damaged) {
    return read(LocalStore.Kind.CHECK, LocalRecords::readCheck, damaged);
  }

  private <T> List<T> read(
      LocalStore.Kind kind, Function<byte[], T> reader, Consumer<String> damaged) {
    List<T> found = new ArrayList<>();
    for (byte[] json : store.load(kind)) {
      try {
        found.add(reader.apply(json));
      } catch (DecodeException e) {
        damaged.accept("a file of " + kind + " is damaged: " + e.getMessage());
      }
    }
    return found;
  }
}
