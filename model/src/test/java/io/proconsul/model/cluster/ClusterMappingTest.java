package io.proconsul.model.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proconsul.codec.DecodeException;
import io.proconsul.codec.Fields;
import io.proconsul.codec.Mapping;
import io.proconsul.codec.Value;
import io.proconsul.codec.json.JsonReader;
import io.proconsul.codec.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClusterMappingTest {
  private static final ServerHealth HEALTH = new ServerHealth(
      "id-1",
      "web1",
      "127.0.0.1:8300",
      "alive",
      "1.21.4",
      true,
      Duration.ZERO,
      2,
      19,
      true,
      true,
      Instant.parse("2026-01-02T03:04:05.5Z"));

  @Test
  void raftServersAreListedWithTheirIndex() {
    RaftServer server = new RaftServer("id-1", "web1", "127.0.0.1:8300", true, "3", true, 19);
    there(RaftConfiguration.MAPPING, new RaftConfiguration(List.of(server), 7), """
        {"Servers":[{"ID":"id-1","Node":"web1","Address":"127.0.0.1:8300","Leader":true,\
        "ProtocolVersion":"3","Voter":true,"LastIndex":19}],"Index":7}""");
  }

  @Test
  void healthHasDurationsAsText() {
    there(AutopilotHealth.MAPPING, new AutopilotHealth(true, 1, List.of(HEALTH)), """
        {"Healthy":true,"FailureTolerance":1,"Servers":[{"ID":"id-1","Name":"web1",\
        "Address":"127.0.0.1:8300","SerfStatus":"alive","Version":"1.21.4","Leader":true,\
        "LastContact":"0s","LastTerm":2,"LastIndex":19,"Healthy":true,"Voter":true,\
        "StableSince":"2026-01-02T03:04:05.5Z"}]}""");
  }

  @Test
  void stateHasServersByTheirId() {
    AutopilotState.Server server = new AutopilotState.Server(HEALTH, "leader", Map.of("k", "v"));
    there(
        AutopilotState.MAPPING,
        new AutopilotState(true, 0, List.of(server), "id-1", List.of("id-1")),
        """
        {"Healthy":true,"FailureTolerance":0,"OptimisticFailureTolerance":0,"Servers":{"id-1":\
        {"ID":"id-1","Name":"web1","Address":"127.0.0.1:8300","NodeStatus":"alive",\
        "Version":"1.21.4","LastContact":"0s","LastTerm":2,"LastIndex":19,"Healthy":true,\
        "StableSince":"2026-01-02T03:04:05.5Z","ReadReplica":false,"Status":"leader",\
        "Meta":{"k":"v"},"NodeType":"voter"}},"Leader":"id-1","Voters":["id-1"]}""");
  }

  @Test
  void keysKeepTheirLetters() {
    there(
        KeyringResponse.MAPPING,
        new KeyringResponse(
            true, "dc1", "", Map.of(), Map.of("Aa=", 2, "aA=", 1), Map.of("Aa=", 2), 2, ""),
        """
        {"WAN":true,"Datacenter":"dc1","Segment":"","Keys":{"Aa=":2,"aA=":1},\
        "PrimaryKeys":{"Aa=":2},"NumNodes":2}""");
  }

  @Test
  void whatNodesSaidAboutKeysIsThereWhenTheySaidSomething() {
    there(
        KeyringResponse.MAPPING,
        new KeyringResponse(false, "dc1", "", Map.of("a", "no"), Map.of(), Map.of(), 1, "1/1"),
        """
        {"WAN":false,"Datacenter":"dc1","Segment":"","Messages":{"a":"no"},"Keys":{},\
        "PrimaryKeys":{},"NumNodes":1,"Error":"1/1"}""");
  }

  @Test
  void anEmptyPayloadIsNull() {
    there(UserEvent.MAPPING, new UserEvent("id", "deploy", new byte[0], "", "", "", 1, 0), """
        {"ID":"id","Name":"deploy","Payload":null,"NodeFilter":"","ServiceFilter":"",\
        "TagFilter":"","Version":1,"LTime":0}""");
    there(
        UserEvent.MAPPING,
        new UserEvent("id", "deploy", "x".getBytes(StandardCharsets.UTF_8), "n", "s", "t", 1, 2),
        """
        {"ID":"id","Name":"deploy","Payload":"eA==","NodeFilter":"n","ServiceFilter":"s",\
        "TagFilter":"t","Version":1,"LTime":2}""");
  }

  @Test
  void autopilotsConfigurationIsCompletedFromTheDefault() {
    AutopilotConfiguration read =
        read(AutopilotConfiguration.MAPPING, "{\"LastContactThreshold\":300000000}");
    there(AutopilotConfiguration.MAPPING, read, """
        {"CleanupDeadServers":true,"LastContactThreshold":"300ms","MaxTrailingLogs":250,\
        "MinQuorum":0,"ServerStabilizationTime":"10s","RedundancyZoneTag":"",\
        "DisableUpgradeMigration":false,"UpgradeVersionTag":"","CreateIndex":0,"ModifyIndex":0}""");
  }

  @Test
  void aQuorumIsNotNegative() {
    assertThatThrownBy(() -> read(AutopilotConfiguration.MAPPING, "{\"MinQuorum\":-1}"))
        .isInstanceOf(DecodeException.class)
        .hasMessage("json: cannot unmarshal number -1 into Go struct field "
            + "AutopilotConfiguration.MinQuorum of type uint");
  }

  private static <T> void there(Mapping<T> mapping, T value, String json) {
    String written = new String(JsonWriter.compact(value, mapping::write), StandardCharsets.UTF_8);
    assertThat(written).isEqualTo(json);
    assertThat(read(mapping, json)).isEqualTo(value);
  }

  private static <T> T read(Mapping<T> mapping, String json) {
    Value value = JsonReader.parse(json.getBytes(StandardCharsets.UTF_8));
    if (!(value instanceof Value.Obj object)) {
      throw new AssertionError(json);
    }
    return mapping.read(new Fields("AutopilotConfiguration", object));
  }
}
