package io.proconsul.core.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.proconsul.core.api.ConsulException;
import io.proconsul.core.operation.EventOperation;
import io.proconsul.core.operation.Operation;
import io.proconsul.core.testing.ManualTimer;
import io.proconsul.core.testing.TestingApi;
import io.proconsul.model.cluster.UserEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventEndpointTest {
  private final ManualTimer timer = new ManualTimer();
  private final UserEvents events =
      new UserEvents("web1", () -> Map.of("web", List.of("prod", "v1"), "db-1", List.of()));
  private int fired;
  private final TestingApi api = new TestingApi(
      new EventEndpoint(new EventWait(events, timer, false), this::id), this::perform);

  private String id() {
    return "00000000-0000-0000-0000-00000000000%d".formatted(++fired);
  }

  /** The pool brings an event back at once. */
  private Object perform(Operation<?> operation) {
    if (operation instanceof EventOperation.Fire(UserEvent event)) {
      events.received(fired + 1, EventMessage.name(event), EventMessage.payload(event));
    }
    return true;
  }

  @Test
  void firesWhatTheRequestSaysAndListsItWithThePoolsTime() {
    assertThat(api.put("/v1/event/fire/deploy?node=we&service=b&tag=v.", "x").text())
        .isEqualTo("""
            200 {"ID":"00000000-0000-0000-0000-000000000001","Name":"deploy","Payload":"eA==",\
            "NodeFilter":"we","ServiceFilter":"b","TagFilter":"v.","Version":1,"LTime":0}""");
    assertThat(api.get("/v1/event/list").text()).isEqualTo("""
            200 [{"ID":"00000000-0000-0000-0000-000000000001","Name":"deploy","Payload":"eA==",\
            "NodeFilter":"we","ServiceFilter":"b","TagFilter":"v.","Version":1,"LTime":2}]""");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "?node=web          | true",
        "?node=^eb          | false",
        "?service=we        | true",
        "?service=db-1      | true",
        "?service=db$       | false",
        "?service=web&tag=v | true",
        "?service=db&tag=v  | false",
        "?service=.&tag=od$ | true",
      })
  void keepsOnlyEventsForThisAgent(String query, boolean kept) {
    api.put("/v1/event/fire/deploy" + query.strip(), "");
    assertThat(events.recent("")).hasSize(kept ? 1 : 0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''             | 400 Missing name",
        "x?tag=a        | 500 Cannot provide tag filter without service filter",
        "x?node=(       | 500 Invalid node filter: error parsing regexp: missing closing ): `(`",
        "x?service=(    | 500 Invalid service filter: error parsing regexp: missing closing ): `(`",
        "x?service=a&tag=( | 500 Invalid tag filter: error parsing regexp: missing closing ): `(`",
      })
  void saysWhatIsWrong(String event, String answer) {
    assertThat(api.put("/v1/event/fire/" + event, "").text()).isEqualTo(answer);
    assertThat(api.asked()).isEmpty();
  }

  @Test
  void theServersRefusalIsTheAnswer() {
    TestingApi refusing =
        new TestingApi(new EventEndpoint(new EventWait(events, timer, false), this::id), _ -> {
          throw new ConsulException.Refused("too large");
        });
    assertThat(refusing.put("/v1/event/fire/x", "").text()).isEqualTo("500 too large");
  }

  @Test
  void theIndexIsMadeOfTheNewestId() {
    assertThat(api.get("/v1/event/list").header("X-Consul-Index")).isEqualTo("1");
    events.received(event("00000000-0000-0001-0000-000000000003", "a"));
    assertThat(api.get("/v1/event/list").header("X-Consul-Index")).isEqualTo("2");
    assertThat(api.get("/v1/event/list?name=b").header("X-Consul-Index")).isEqualTo("1");
  }

  @Test
  void whoKnowsTheNewestWaitsForAnother() {
    events.received(event("00000000-0000-0000-0000-000000000007", "a"));
    TestingApi.Answer any = api.get("/v1/event/list?index=7");
    TestingApi.Answer named = api.get("/v1/event/list?index=7&name=a&wait=5s");
    assertThat(any.waits()).isTrue();

    events.received(event("00000000-0000-0000-0000-000000000008", "b"));
    assertThat(any.header("X-Consul-Index")).isEqualTo("8");
    assertThat(named.waits()).isTrue();

    timer.pass(Duration.ofSeconds(5));
    assertThat(named.header("X-Consul-Index")).isEqualTo("7");
    assertThat(timer.pending()).isZero();
  }

  @Test
  void anOlderIndexIsAnsweredAtOnce() {
    events.received(event("00000000-0000-0000-0000-000000000007", "a"));
    assertThat(api.get("/v1/event/list?index=6").waits()).isFalse();
    assertThat(api.get("/v1/event/list?index=8").waits()).isFalse();
  }

  @Test
  void keepsTheNewestFew() {
    for (int i = 0; i < UserEvents.KEPT + 2; i++) {
      events.received(event("id", "event-" + i));
    }
    assertThat(events.recent("")).hasSize(UserEvents.KEPT);
    assertThat(events.recent("").get(0).name()).isEqualTo("event-2");
  }

  @Test
  void eventsOfALaterVersionAndRequestsToRunProgramsAreNotShown() {
    events.received(new UserEvent("id", "a", new byte[0], "", "", "", 2, 1));
    events.received(event("id", "_rexec"));
    assertThat(events.recent("")).isEmpty();
  }

  private static UserEvent event(String id, String name) {
    return new UserEvent(
        id, name, "1".getBytes(StandardCharsets.UTF_8), "", "", "", UserEvent.VERSION, 1);
  }
}
