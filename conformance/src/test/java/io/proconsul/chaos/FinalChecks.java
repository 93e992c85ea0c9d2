package io.proconsul.chaos;

import io.proconsul.chaos.check.HistoryText;
import io.proconsul.chaos.check.Linearizability;
import io.proconsul.chaos.check.Operation;
import io.proconsul.chaos.check.Verdict;
import io.proconsul.chaos.datacenter.Agent;
import io.proconsul.chaos.datacenter.AgentApi;
import io.proconsul.chaos.datacenter.Datacenter;
import io.proconsul.chaos.load.Journal;
import io.proconsul.chaos.load.Load;
import io.proconsul.codec.Value;
import io.proconsul.conformance.net.HttpAnswer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;

/** What must hold once all trouble is over. */
final class FinalChecks {
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final long AGREE_NANOS = 60_000_000_000L;
  private static final long PAUSE_NANOS = 500_000_000L;
  private static final int SHOWN = 10;

  private final Datacenter datacenter;
  private final Load load;
  private final Findings findings;

  FinalChecks(Datacenter datacenter, Load load, Findings findings) {
    this.datacenter = datacenter;
    this.load = load;
    this.findings = findings;
  }

  void run(boolean strictDefault) throws IOException {
    acknowledgedWritesAreThere();
    serversAgree();
    linearizable("writes, compare-and-sets and consistent reads", load.consistent(), true);
    linearizable("writes, compare-and-sets and default reads", load.byDefault(), strictDefault);
    linearizable("locks and sessions", load.locks(), true);
  }

  private void acknowledgedWritesAreThere() throws IOException {
    HttpAnswer answer = acknowledgedKeys();
    Set<String> there = new HashSet<>();
    if (AgentApi.json(answer) instanceof Value.Arr(List<Value> keys)) {
      keys.forEach(key -> there.add(key instanceof Value.Str(String text) ? text : ""));
    } else {
      findings.fact("the acknowledged keys were answered with " + answer.status() + " "
          + AgentApi.text(answer).strip());
    }
    List<String> acknowledged = load.acknowledged();
    List<String> lost =
        acknowledged.stream().filter(key -> !there.contains(key)).toList();
    if (lost.isEmpty()) {
      findings.fact("all " + acknowledged.size() + " acknowledged new keys are there");
    } else {
      findings.failure(lost.size() + " of " + acknowledged.size()
          + " acknowledged keys are lost, such as "
          + lost.subList(0, Math.min(SHOWN, lost.size())));
    }
  }

  /** There may be an election still. */
  private HttpAnswer acknowledgedKeys() throws IOException {
    long end = System.nanoTime() + LONG.toNanos();
    AgentApi api = datacenter.agents().getLast().api().within(LONG);
    HttpAnswer answer = api.get("/v1/kv/count/?keys&consistent");
    while (answer.status() >= 500 && System.nanoTime() < end) {
      LockSupport.parkNanos(PAUSE_NANOS);
      answer = api.get("/v1/kv/count/?keys&consistent");
    }
    return answer;
  }

  /** Each server's own copy, which it may have to catch up with for a while. */
  private void serversAgree() throws IOException {
    long end = System.nanoTime() + AGREE_NANOS;
    Map<Integer, List<String>> copies = copies();
    while (copies.size() > 1 && System.nanoTime() < end) {
      LockSupport.parkNanos(PAUSE_NANOS);
      copies = copies();
    }
    if (copies.size() == 1) {
      findings.fact("the copies of all " + datacenter.servers().size() + " servers are equal");
    } else {
      findings.failure("servers have different copies of the KV store: " + copies.values());
    }
  }

  private Map<Integer, List<String>> copies() throws IOException {
    Map<Integer, List<String>> copies = new TreeMap<>();
    for (Agent server : datacenter.servers()) {
      HttpAnswer answer = server.api().within(LONG).get("/v1/kv/?recurse&stale");
      copies
          .computeIfAbsent(AgentApi.text(answer).hashCode(), _ -> new ArrayList<>())
          .add(server.name());
    }
    return copies;
  }

  private void linearizable(String what, List<Journal> journals, boolean required) {
    int operations = 0;
    int undecided = 0;
    List<String> violations = new ArrayList<>();
    for (Journal journal : journals) {
      List<Operation> history = journal.operations();
      operations += history.size();
      switch (Linearizability.check(journal.model(), history)) {
        case Verdict.Linearizable() -> {}
        case Verdict.Undecided _ -> undecided++;
        case Verdict.Violated(List<Operation> minimal) ->
          violations.add("key " + journal.key() + ":\n```\n" + HistoryText.of(minimal) + "```\n");
      }
    }
    String summary = what + ": " + operations + " operations on " + journals.size() + " keys, "
        + violations.size() + " keys not linearizable, " + undecided + " undecided";
    findings.fact(summary);
    for (String violation : violations.subList(0, Math.min(3, violations.size()))) {
      String text = what + " are not linearizable: " + violation;
      if (required) {
        findings.failure(text);
      } else {
        findings.fact(text);
      }
    }
    if (required && undecided > 0) {
      findings.failure(summary);
    }
  }
}
