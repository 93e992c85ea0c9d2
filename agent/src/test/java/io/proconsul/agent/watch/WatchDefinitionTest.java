package io.proconsul.agent.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proconsul.agent.config.WatchConfig;
import io.proconsul.codec.Value;
import io.proconsul.codec.json.JsonReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WatchDefinitionTest {
  @Test
  void aProgramGetsItsWords() {
    WatchDefinition watch = watch("{'type':'key','key':'a','token':'t','args':['x','y']}");
    assertThat(watch.handler()).isEqualTo(new WatchDefinition.ProgramHandler(List.of("x", "y")));
    assertThat(watch.query().path()).isEqualTo("/v1/kv/a");
    assertThat(watch.token()).isEqualTo("t");
  }

  @Test
  void aTextIsForTheShell() {
    assertThat(watch("{'type':'nodes','handler':'x y'}").handler())
        .isEqualTo(new WatchDefinition.ProgramHandler(List.of("/bin/sh", "-c", "x y")));
  }

  @Test
  void anEndpointHasItsSettings() {
    assertThat(watch("{'type':'nodes','handler_type':'http','http_handler_config':"
                + "{'path':'http://h','header':{'x':['1']},'timeout':'3s'}}")
            .handler())
        .isEqualTo(new WatchDefinition.HttpHandler(
            "http://h", "POST", Map.of("x", List.of("1")), Duration.ofSeconds(3), false));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "{'type':'nodes'}|Must define a watch handler",
        "{'type':'nodes','args':[]}|Must define a watch handler",
        "{'type':'nodes','args':['a'],'handler':'b'}|Only one watch handler allowed",
        "{'type':'nodes','args':'a'}|Watch args must be a list of strings",
        "{'type':'nodes','args':[1]}|Watch args must be a list of strings",
        "{'type':'nodes','handler':1}|Watch handler must be a string",
        "{'type':'nodes','handler_type':'x'}|Handler type 'x' not recognized",
        "{'type':'connect_roots','args':['a']}"
            + "|Watch type connect_roots is not allowed in agent config",
        "{'args':['a']}|Failed to parse watch (map[string]interface {}{'args':[]interface {}{'a'}})"
            + ": Watch type must be specified",
        "{'type':'nodes','args':['a'],'x':true}"
            + "|Failed to parse watch (map[string]interface {}{'x':true}): Invalid parameters: [x]",
        "{'type':'nodes','handler_type':'http'}|Failed to parse watch (map[string]interface {}"
            + "{'type':'nodes'}): Handler type 'http' requires 'http_handler_config' to be set",
        "{'type':'nodes','handler_type':'http','http_handler_config':{}}|Failed to parse watch"
            + " (map[string]interface {}{'type':'nodes'}): Failed to parse 'http_handler_config':"
            + " Requires 'path' to be set",
      })
  void mistakesAreToldInConsulsWords(String json, String message) {
    assertThatThrownBy(() -> watch(json))
        .satisfies(
            e -> assertThat(String.valueOf(e.getMessage()).replace('"', '\'')).isEqualTo(message));
  }

  private static WatchDefinition watch(String json) {
    byte[] bytes = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    return WatchDefinition.of(new WatchConfig((Value.Obj) JsonReader.parse(bytes)));
  }
}
