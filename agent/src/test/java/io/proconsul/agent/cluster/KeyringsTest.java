package io.proconsul.agent.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.proconsul.agent.config.AgentConfig;
import io.proconsul.agent.config.ClusterConfig;
import io.proconsul.agent.config.GossipEncryption;
import io.proconsul.agent.member.PoolEvents;
import io.proconsul.agent.member.Pools;
import io.proconsul.agent.member.Roster;
import io.proconsul.agent.rpc.RpcResult;
import io.proconsul.codec.msgpack.MsgpackWriter;
import io.proconsul.core.api.ConsulException;
import io.proconsul.core.api.Outcome;
import io.proconsul.core.operation.KeyringOperation;
import io.proconsul.core.operation.KeyringOperation.Action;
import io.proconsul.gossip.serf.MemberChange;
import io.proconsul.model.Member;
import io.proconsul.model.cluster.KeyringResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Keys of a server's two pools, alone in both, and of another datacenter. */
@Timeout(180)
class KeyringsTest {
  private static final String FIRST = "pUqJrVyVRj5jsiYEkM/tFQYfWyJIv4s3XkvDwy7Cu5s=";
  private static final String SECOND = "HS5lJ+XuTlYKWaeGYyG+/A==";
  private static final KeyringResponse FAR =
      new KeyringResponse(false, "dc2", "", Map.of(), Map.of(FIRST, 5), Map.of(FIRST, 5), 5, "");

  private final TestingCaller caller = new TestingCaller();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Roster roster = new Roster("dc1", new SplittableRandom(1));
  private final RpcRemote remote = new RpcRemote(
      "dc1",
      true,
      roster,
      new Attempts(caller, (_, _) -> () -> {}, new SplittableRandom(1), Duration.ofSeconds(7)),
      new RpcRemote.Timeouts(
          Duration.ofSeconds(60), Duration.ofMinutes(5), Duration.ofMinutes(10)));

  @SuppressWarnings("NullAway.Init")
  private Pools pools;

  @SuppressWarnings("NullAway.Init")
  private Keyrings keyrings;

  @BeforeEach
  void start() throws IOException {
    ClusterConfig standard = ClusterConfig.DEFAULT;
    pools = new Pools(
        AgentConfig.dev()
            .with(new ClusterConfig(
                standard.lan(),
                standard.wan(),
                new GossipEncryption(FIRST, true, true, false),
                false,
                Duration.ZERO,
                standard.autopilot(),
                Duration.ZERO,
                true)),
        8300,
        roster,
        new Deaf(),
        () -> {});
    keyrings = new Keyrings("dc1", roster, pools, remote, threads);
  }

  @AfterEach
  void close() {
    pools.close();
    threads.close();
  }

  @Test
  void theWanPoolComesFirstThenTheLanPool() throws Exception {
    List<KeyringResponse> responses = get(operation(Action.LIST, "", false, false));
    assertThat(responses).extracting(KeyringResponse::wan).containsExactly(true, false);
    assertThat(responses).allSatisfy(response -> {
      assertThat(response.datacenter()).isEqualTo("dc1");
      assertThat(response.keys()).containsExactly(Map.entry(FIRST, 1));
      assertThat(response.primaryKeys()).containsExactly(Map.entry(FIRST, 1));
      assertThat(response.numNodes()).isEqualTo(1);
      assertThat(response.error()).isEmpty();
    });
  }

  @Test
  void whatIsLocalOrComesFromElsewhereConcernsTheLanPoolAlone() throws Exception {
    roster.wan(List.of(Servers.member(2, "dc2", 0)));
    assertThat(get(operation(Action.LIST, "", true, false)))
        .extracting(KeyringResponse::wan)
        .containsExactly(false);
    assertThat(get(operation(Action.LIST, "", false, true)))
        .extracting(KeyringResponse::wan)
        .containsExactly(false);
    assertThat(caller.calls).isEmpty();
  }

  @Test
  void aKeyIsInstalledUsedAndTheOldOneRemoved() throws Exception {
    for (Action action : List.of(Action.INSTALL, Action.USE)) {
      assertThat(get(operation(action, SECOND, false, false)))
          .allSatisfy(response -> assertThat(response.error()).isEmpty());
    }
    get(operation(Action.REMOVE, FIRST, false, false));
    assertThat(get(operation(Action.LIST, "", false, false)))
        .allSatisfy(
            response -> assertThat(response.primaryKeys()).containsExactly(Map.entry(SECOND, 1)));
  }

  @Test
  void whatAPoolRefusesIsInItsResponse() throws Exception {
    List<KeyringResponse> responses = get(operation(Action.REMOVE, FIRST, false, false));
    assertThat(responses).hasSize(2).allSatisfy(response -> {
      assertThat(response.error()).isNotEmpty();
      assertThat(response.messages().values())
          .singleElement()
          .asString()
          .contains("Removing the primary key is not allowed");
    });
  }

  @Test
  void otherDatacentersAreAskedForTheirLanPools() throws Exception {
    roster.wan(List.of(Servers.member(2, "dc2", 0)));
    CompletableFuture<List<KeyringResponse>> result =
        begin(operation(Action.LIST, "", false, false));
    TestingCaller.Pending asked = caller.calls.getFirst();
    assertThat(asked.method()).isEqualTo("Internal.KeyringOperation");
    assertThat(new String(asked.args(), StandardCharsets.ISO_8859_1)).contains("dc2", "Forwarded");
    caller.answer(new RpcResult.Answer(reply(FAR)));
    List<KeyringResponse> responses = result.get(90, TimeUnit.SECONDS);
    assertThat(responses)
        .extracting(KeyringResponse::datacenter)
        .containsExactly("dc1", "dc1", "dc2");
    assertThat(responses.getLast()).isEqualTo(FAR);
  }

  @Test
  void aDatacenterThatFailsFailsAll() {
    roster.wan(List.of(Servers.member(2, "dc2", 0)));
    CompletableFuture<List<KeyringResponse>> result =
        begin(operation(Action.LIST, "", false, false));
    caller.answer(new RpcResult.Refused("Permission denied"));
    assertThat(result)
        .failsWithin(90, TimeUnit.SECONDS)
        .withThrowableOfType(java.util.concurrent.ExecutionException.class)
        .withCauseInstanceOf(ConsulException.class)
        .withMessageContaining("Permission denied");
  }

  private static KeyringOperation operation(
      Action action, String key, boolean local, boolean forwarded) {
    return new KeyringOperation(action, key, 0, local, forwarded);
  }

  private List<KeyringResponse> get(KeyringOperation operation) throws Exception {
    return begin(operation).get(90, TimeUnit.SECONDS);
  }

  @SuppressWarnings("unchecked") // what the operation declares
  private CompletableFuture<List<KeyringResponse>> begin(KeyringOperation operation) {
    CompletableFuture<List<KeyringResponse>> result = new CompletableFuture<>();
    keyrings.perform(operation, new Outcome<>() {
      @Override
      public void done(Object responses) {
        result.complete((List<KeyringResponse>) responses);
      }

      @Override
      public void failed(ConsulException cause) {
        result.completeExceptionally(cause);
      }
    });
    return result;
  }

  private static byte[] reply(KeyringResponse response) {
    return MsgpackWriter.encode(response, (value, out) -> {
      out.beginObject();
      out.name("Responses");
      out.beginArray();
      KeyringResponse.MAPPING.write(value, out);
      out.endArray();
      out.endObject();
    });
  }

  private record Deaf() implements PoolEvents {
    @Override
    public void membersChanged(MemberChange change, List<Member> members) {}

    @Override
    public void userEvent(long ltime, String name, byte[] payload) {}
  }
}
