package io.proconsul.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proconsul.codec.Fields;
import io.proconsul.codec.Mapping;
import io.proconsul.codec.Value;
import io.proconsul.codec.json.JsonReader;
import io.proconsul.codec.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DefinitionTest {
  @Test
  void bothSpellingsMeanTheSame() {
    CheckDefinition camel = check("""
        {"ID":"c","HTTP":"http://x","TLSSkipVerify":true,"ServiceID":"s","Interval":"10s",
         "DeregisterCriticalServiceAfter":"90m","SuccessBeforePassing":2}""");
    CheckDefinition snake = check("""
        {"id":"c","http":"http://x","tls_skip_verify":true,"service_id":"s","interval":"10s",
         "deregister_critical_service_after":"90m","success_before_passing":2}""");
    assertThat(snake).isEqualTo(camel);
    assertThat(camel.deregisterAfter()).isEqualTo(Duration.ofMinutes(90));
    assertThat(camel.thresholds().successBeforePassing()).isEqualTo(2);
  }

  @Test
  void argsAreScriptArgs() {
    assertThat(check("{\"Args\":[\"a\"]}").kind()).isEqualTo(new CheckKind.Script(List.of("a")));
    assertThat(check("{\"script_args\":[\"a\"]}").kind())
        .isEqualTo(new CheckKind.Script(List.of("a")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"HTTP\":\"h\",\"TCP\":\"t\"}|http",
        "{\"UDP\":\"u\",\"TCP\":\"t\"}|tcp",
        "{\"UDP\":\"u\"}|udp",
        "{\"GRPC\":\"g\"}|grpc",
        "{\"DockerContainerID\":\"d\",\"Args\":[\"a\"]}|docker",
        "{\"H2PING\":\"h\"}|h2ping",
        "{\"OSService\":\"o\"}|os_service",
        "{\"AliasNode\":\"n\"}|alias",
        "{\"TTL\":\"1s\"}|ttl",
        "{}|ttl",
      })
  void oneKindCounts(String json, String type) {
    assertThat(check(json).kind().type()).isEqualTo(type);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|TTL must be > 0 for TTL checks",
        "{\"TTL\":\"-5s\"}|TTL must be > 0 for TTL checks",
        "{\"Interval\":\"1s\",\"TTL\":\"1s\"}|Interval and TTL cannot both be specified",
        "{\"HTTP\":\"x\"}|Interval must be > 0 for Script, HTTP, H2PING, TCP, UDP or OSService checks",
        "{\"AliasService\":\"x\",\"TTL\":\"1s\"}|TTL must be not be set for Alias checks",
        "{\"TTL\":\"1s\",\"OutputMaxSize\":-1}|MaxOutputMaxSize must be positive",
        "{\"TTL\":\"1s\",\"FailuresBeforeWarning\":2}"
            + "|FailuresBeforeWarning can't be higher than FailuresBeforeCritical",
      })
  void saysWhatIsWrong(String json, String problem) {
    assertThat(check(json).problem()).contains(problem);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{\"TTL\":10}", "{\"AliasService\":\"x\"}", "{\"TCP\":\"x\",\"Interval\":\"1s\"}"})
  void takesWhatCanBeRun(String json) {
    assertThat(check(json).problem()).isEmpty();
  }

  @Test
  void aCheckOfAServiceHasACheckIdAndACheckOfItsOwnAnId() {
    assertThatThrownBy(() -> read("{\"CheckID\":\"c\"}", CheckDefinition.MAPPING))
        .hasMessage("json: unknown field \"CheckID\"");
    assertThatThrownBy(() -> read("{\"ID\":\"c\"}", CheckDefinition.OF_SERVICE))
        .hasMessage("json: unknown field \"ID\"");
    assertThatThrownBy(() -> read("{\"Check\":{\"Script\":\"c\"}}", ServiceDefinition.MAPPING))
        .hasMessage("json: unknown field \"Script\"");
  }

  @Test
  void wrongTypesAreToldInGosWords() {
    assertThatThrownBy(() -> check("{\"Header\":{\"a\":\"b\"}}"))
        .hasMessage("json: cannot unmarshal string into Go struct field .Header of type []string");
  }

  @Test
  void theSingleCheckIsFirstOverTheApiAndLastInAFile() {
    String json = "{\"check\":{\"name\":\"one\"},\"checks\":[{\"name\":\"many\"}]}";
    assertThat(read(json, ServiceDefinition.MAPPING).checks())
        .extracting(CheckDefinition::name)
        .containsExactly("one", "many");
    assertThat(read(json, ServiceDefinition.CONFIG).checks())
        .extracting(CheckDefinition::name)
        .containsExactly("many", "one");
  }

  @Test
  void anEmptySingleCheckIsNone() {
    assertThat(read("{\"Check\":{}}", ServiceDefinition.MAPPING).checks()).isEmpty();
  }

  @Test
  void whatIsWrittenIsReadBack() {
    ServiceDefinition service = read("""
        {"Name":"w","ID":"w1","Port":8,"Tags":["t"],"Meta":{"k":"v"},"Weights":{"Passing":2},
         "TaggedAddresses":{"lan":{"address":"1.2.3.4","port":5}},"Proxy":{"Mode":"x"},
         "Check":{"HTTP":"http://x","Header":{"X":["y"]},"Interval":"1s","CheckID":"c"},
         "Checks":[{"GRPC":"g","Interval":"1s"},{"Args":["a"],"Interval":"1s"},
          {"TCP":"t","TCPUseTLS":true,"Interval":"1s"},{"H2PING":"t","Interval":"1s"}]}""", ServiceDefinition.MAPPING);
    byte[] json = JsonWriter.compact(service, ServiceDefinition.MAPPING::write);
    assertThat(read(new String(json, StandardCharsets.UTF_8), ServiceDefinition.MAPPING))
        .isEqualTo(service);
  }

  @Test
  void anInstanceHasItsNameAsIdUnlessItHasOne() {
    assertThat(read("{\"Name\":\"w\"}", ServiceDefinition.MAPPING).instance().id())
        .isEqualTo("w");
  }

  @Test
  void metadataHasRules() {
    assertThat(MetaRules.problem(Map.of("a b", "x")))
        .contains("Couldn't load metadata pair ('a b', 'x'): Key contains invalid characters");
    assertThat(MetaRules.problem(Map.of("", "x")))
        .contains("Couldn't load metadata pair ('', 'x'): Key cannot be blank");
    assertThat(MetaRules.problem(Map.of("k", "v".repeat(512)))).isEmpty();
    assertThat(MetaRules.problem(Map.of("k", "v".repeat(513))))
        .hasValueSatisfying(text -> assertThat(text).endsWith("(limit: 512 characters)"));
  }

  private static CheckDefinition check(String json) {
    return read(json, CheckDefinition.MAPPING);
  }

  private static <T> T read(String json, Mapping<T> mapping) {
    Value value = JsonReader.parse(json.getBytes(StandardCharsets.UTF_8));
    Fields fields = new Fields("", (Value.Obj) value);
    T result = mapping.read(fields);
    fields.rejectUnknown();
    return result;
  }
}
