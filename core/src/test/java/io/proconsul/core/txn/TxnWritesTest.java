package io.proconsul.core.txn;

import static io.proconsul.core.testing.TestingState.entry;
import static io.proconsul.core.testing.TestingState.nodeNamed;
import static org.assertj.core.api.Assertions.assertThat;

import io.proconsul.codec.Value;
import io.proconsul.core.command.KvCommand;
import io.proconsul.core.command.SessionCommand;
import io.proconsul.core.command.TxnCommand;
import io.proconsul.core.command.TxnOp;
import io.proconsul.core.command.TxnOp.KvVerb;
import io.proconsul.core.command.TxnOp.Verb;
import io.proconsul.core.command.TxnOutcome;
import io.proconsul.core.command.TxnOutcome.Failure;
import io.proconsul.core.query.KvQuery;
import io.proconsul.core.query.TxnQuery;
import io.proconsul.core.state.Key;
import io.proconsul.core.state.Tables;
import io.proconsul.core.testing.TestingState;
import io.proconsul.model.HealthCheck;
import io.proconsul.model.KvEntry;
import io.proconsul.model.Node;
import io.proconsul.model.ServiceInstance;
import io.proconsul.model.Session;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class TxnWritesTest {
  private static final String S1 = "11111111-1111-1111-1111-111111111111";
  private static final String S2 = "22222222-2222-2222-2222-222222222222";

  private final TestingState state = new TestingState();

  private TxnOutcome run(TxnOp... ops) {
    return (TxnOutcome) state.apply(new TxnCommand(List.of(ops)));
  }

  private TxnOutcome ask(TxnOp... ops) {
    return state.ask(new TxnQuery(List.of(ops))).result();
  }

  private static TxnOp kv(KvVerb verb, String key, String value, long index) {
    return new TxnOp.Kv(verb, entry(key, value), index);
  }

  private static TxnOp set(String key, String value) {
    return kv(KvVerb.SET, key, value, 0);
  }

  private static TxnOp kv(KvVerb verb, String key) {
    return kv(verb, key, "", 0);
  }

  private static TxnOp lock(KvVerb verb, String key, String session) {
    return new TxnOp.Kv(verb, entry(key, "v").withLock(0, session), 0);
  }

  private static TxnOp node(Verb verb, String name, long index) {
    return new TxnOp.OfNode(verb, nodeNamed(name).withIndexes(0, index));
  }

  private static TxnOp service(Verb verb, String node, String id, long index) {
    ServiceInstance instance = ServiceInstance.of(id, "web", 80).withIndexes(0, index);
    return new TxnOp.OfService(verb, node, instance);
  }

  private static TxnOp check(Verb verb, String node, String id, long index) {
    HealthCheck check = HealthCheck.of(node, id, id, HealthCheck.PASSING).withIndexes(0, index);
    return new TxnOp.OfCheck(verb, check);
  }

  private static String what(TxnOutcome outcome) {
    assertThat(outcome.results()).isEmpty();
    assertThat(outcome.failures()).hasSize(1);
    return outcome.failures().getFirst().what();
  }

  private static KvEntry onlyEntry(TxnOutcome outcome) {
    assertThat(outcome.failures()).isEmpty();
    assertThat(outcome.results()).hasSize(1);
    return ((TxnOutcome.Result.Kv) outcome.results().getFirst()).entry();
  }

  private KvEntry get(String key) {
    return state.ask(new KvQuery.Get(key)).result().orElseThrow();
  }

  @Test
  void allOperationsHappenAtOneIndexAndSeeTheOnesBefore() {
    TxnOutcome outcome = run(
        set("a", "1"),
        node(Verb.SET, "n", 0),
        service(Verb.SET, "n", "w", 0),
        check(Verb.SET, "n", "c", 0),
        kv(KvVerb.GET, "a"));
    assertThat(outcome.rolledBack()).isFalse();
    assertThat(outcome.results()).hasSize(5);
    assertThat(get("a").modifyIndex()).isEqualTo(state.index);
    assertThat(state.tables().nodes().size()).isEqualTo(1);
    assertThat(state.tables().services().size()).isEqualTo(1);
    assertThat(state.tables().checks().size()).isEqualTo(1);
  }

  @Test
  void aFailureLeavesNothingOfTheWholeTransaction() {
    state.set("x", "0");
    Tables before = state.tables();
    boolean woken = state.wakes(
        new KvQuery.ListEntries(""),
        () -> run(
            set("x", "1"),
            node(Verb.SET, "n", 0),
            service(Verb.SET, "n", "w", 0),
            check(Verb.SET, "n", "c", 0),
            kv(KvVerb.DELETE_TREE, ""),
            kv(KvVerb.GET, "missing")));
    assertThat(woken).isFalse();
    assertThat(state.tables()).isSameAs(before);
    state.set("y", "0");
    assertThat(get("x").value()).asString().isEqualTo("0");
    assertThat(state.tables().nodes().size()).isZero();
  }

  @Test
  void everyFailingOperationIsListed() {
    state.set("x", "0");
    TxnOutcome outcome = run(
        set("x", "1"),
        kv(KvVerb.CAS, "x", "2", 1),
        kv(KvVerb.GET, "missing"),
        kv(KvVerb.CHECK_NOT_EXISTS, "x"),
        kv(KvVerb.CAS, "new", "2", 0),
        service(Verb.SET, "nowhere", "w", 0));
    assertThat(outcome.results()).isEmpty();
    assertThat(outcome.failures())
        .containsExactly(
            new Failure(1, "failed to set key \"x\", index is stale"),
            new Failure(2, "key \"missing\" doesn't exist"),
            new Failure(3, "key \"x\" exists"),
            new Failure(5, "Missing node registration"));
  }

  @Test
  void writtenAndCheckedKeysComeBackWithoutTheirValueAndReadOnesWithIt() {
    assertThat(onlyEntry(run(set("a", "1"))).value()).isEmpty();
    long index = get("a").modifyIndex();
    assertThat(onlyEntry(ask(kv(KvVerb.CHECK_INDEX, "a", "", index))).value()).isEmpty();
    assertThat(onlyEntry(ask(kv(KvVerb.GET, "a"))).value()).asString().isEqualTo("1");
    assertThat(onlyEntry(ask(kv(KvVerb.GET_TREE, ""))).value()).asString().isEqualTo("1");
    assertThat(onlyEntry(ask(kv(KvVerb.GET_OR_EMPTY, "a"))).value()).asString().isEqualTo("1");
    assertThat(onlyEntry(ask(kv(KvVerb.GET_OR_EMPTY, "b")))).isEqualTo(entry("b", ""));
    assertThat(run(kv(KvVerb.DELETE, "a")).results()).isEmpty();
  }

  @Test
  void compareAndSetWantsTheIndexThatStands() {
    assertThat(run(kv(KvVerb.CAS, "a", "1", 0)).rolledBack()).isFalse();
    long index = get("a").modifyIndex();
    assertThat(what(run(kv(KvVerb.CAS, "a", "2", 0))))
        .isEqualTo("failed to set key \"a\", index is stale");
    assertThat(what(run(kv(KvVerb.DELETE_CAS, "a", "", 1 + index))))
        .isEqualTo("failed to delete key \"a\", index is stale");
    assertThat(run(kv(KvVerb.CAS, "a", "2", index)).rolledBack()).isFalse();
    assertThat(run(kv(KvVerb.DELETE_CAS, "a", "", get("a").modifyIndex())).rolledBack())
        .isFalse();
    assertThat(run(kv(KvVerb.DELETE_CAS, "a", "", 7)).rolledBack()).isFalse();
  }

  @Test
  void aKeyIsLockedByOneSessionAtATime() {
    sessions(Duration.ZERO);
    assertThat(onlyEntry(run(lock(KvVerb.LOCK, "k", S1))).session()).isEqualTo(S1);
    assertThat(what(run(lock(KvVerb.LOCK, "k", S2))))
        .isEqualTo("failed to lock key \"k\", lock is already held");
    assertThat(what(run(lock(KvVerb.LOCK, "k", "none")))).isEqualTo("invalid session \"none\"");
    assertThat(what(run(lock(KvVerb.UNLOCK, "k", S2))))
        .isEqualTo("failed to unlock key \"k\", lock isn't held, or is held by another session");
    assertThat(what(ask(lock(KvVerb.CHECK_SESSION, "k", S2))))
        .isEqualTo(
            "failed session check for key \"k\", current session \"" + S1 + "\" != \"" + S2 + "\"");
    assertThat(onlyEntry(run(lock(KvVerb.UNLOCK, "k", S1))).session()).isEmpty();
  }

  @Test
  void aLockDelayEndsTheTransactionBeforeAnythingIsTried() {
    sessions(Duration.ofSeconds(15));
    run(lock(KvVerb.LOCK, "k", S1));
    state.apply(new SessionCommand.Destroy(S1));
    TxnOutcome early = run(kv(KvVerb.GET, "missing"), lock(KvVerb.LOCK, "k", S2));
    assertThat(early.failures())
        .containsExactly(new Failure(1, "failed to lock key \"k\" due to lock delay"));
    state.nowMillis += 15_000;
    assertThat(run(lock(KvVerb.LOCK, "k", S2)).rolledBack()).isFalse();
  }

  private void sessions(Duration lockDelay) {
    state.node("n");
    state.session(S1, "n", Session.RELEASE, lockDelay);
    state.session(S2, "n", Session.RELEASE, lockDelay);
  }

  @Test
  void theVerbsOfTheCatalogCompareIndexes() {
    run(node(Verb.CAS, "n", 0), service(Verb.CAS, "n", "w", 0), check(Verb.CAS, "n", "c", 0));
    TxnOutcome stale = run(
        node(Verb.CAS, "n", 99),
        service(Verb.CAS, "n", "w", 99),
        check(Verb.CAS, "n", "c", 0),
        check(Verb.DELETE_CAS, "n", "c", 99),
        service(Verb.DELETE_CAS, "n", "absent", 0),
        node(Verb.DELETE_CAS, "n", 99));
    assertThat(stale.failures().stream().map(Failure::what))
        .containsExactly(
            "failed to set node \"n\", index is stale",
            "failed to set service \"w\" on node \"n\", index is stale",
            "failed to set check \"c\" on node \"n\", index is stale",
            "failed to delete check \"c\" on node \"n\", index is stale",
            "failed to delete service \"absent\" on node \"n\", index is stale",
            "failed to delete node \"n\", index is stale");
    long index = Objects.requireNonNull(state.tables().nodes().get(Key.of("n"))).modifyIndex();
    assertThat(run(
                check(Verb.DELETE_CAS, "n", "c", index),
                service(Verb.DELETE_CAS, "n", "w", index),
                node(Verb.DELETE_CAS, "n", index))
            .rolledBack())
        .isFalse();
    assertThat(state.tables().nodes().size()).isZero();
  }

  @Test
  void whatIsNotThereCanBeDeletedButNotGot() {
    assertThat(run(
                node(Verb.DELETE, "n", 0),
                service(Verb.DELETE, "n", "w", 0),
                check(Verb.DELETE, "n", "c", 0))
            .results())
        .isEmpty();
    TxnOutcome got =
        ask(node(Verb.GET, "n", 0), service(Verb.GET, "n", "w", 0), check(Verb.GET, "n", "c", 0));
    assertThat(got.failures().stream().map(Failure::what))
        .containsExactly(
            "node \"n\" doesn't exist",
            "service \"w\" on node \"n\" doesn't exist",
            "check \"c\" on node \"n\" doesn't exist");
  }

  @Test
  void aNodeIsFoundByItsIdBeforeItsName() {
    Node byId = new Node(S1, "n", "10.0.0.1", "dc1", null, null, 0, 0);
    run(new TxnOp.OfNode(Verb.SET, byId), node(Verb.SET, "other", 0));
    Node asked = new Node(S1, "other", "", "", null, null, 0, 0);
    TxnOutcome got = ask(new TxnOp.OfNode(Verb.GET, asked));
    assertThat(((TxnOutcome.Result.OfNode) got.results().getFirst()).node().node())
        .isEqualTo("n");
  }

  @Test
  void aCheckHasNoTypeButTheOneGiven() {
    Value.Obj http = new Value.Obj(Map.of("HTTP", Value.of("http://x")));
    HealthCheck check = new HealthCheck(
        "n", "c", "c", "passing", "", "", "", "", List.of(), "", "", "", 0, http, 0, 0);
    TxnOutcome outcome = run(node(Verb.SET, "n", 0), new TxnOp.OfCheck(Verb.SET, check));
    assertThat(((TxnOutcome.Result.OfCheck) outcome.results().getLast()).check().type())
        .isEmpty();
  }

  @Test
  void refusalsSayNothingOfARegistration() {
    state.node("n");
    HealthCheck nameless = HealthCheck.of("n", "", "", HealthCheck.PASSING);
    assertThat(what(run(new TxnOp.OfCheck(Verb.SET, nameless))))
        .isEqualTo(
            "failed health check lookup: index error: object is missing a value for this index");
  }

  @Test
  void unsignedNumbersSurviveTheLog() {
    KvEntry entry = KvEntry.of("k", new byte[] {0, -1}, -1);
    assertThat(onlyEntry(run(new TxnOp.Kv(KvVerb.SET, entry, 0))).flags()).isEqualTo(-1);
    assertThat(get("k").value()).containsExactly(0, -1);
    assertThat(what(run(kv(KvVerb.CHECK_INDEX, "k", "", -1)))).endsWith("!= 18446744073709551615");
    assertThat(state.apply(new KvCommand.Delete("k"))).isEqualTo(true);
  }
}
