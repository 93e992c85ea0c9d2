package io.proconsul.core.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proconsul.codec.Value;
import io.proconsul.codec.json.JsonReader;
import io.proconsul.model.cluster.UserEvent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WatchQueryTest {
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "{'type':'key','key':'a/b','stale':true}|/v1/kv/a/b {stale=[]}",
        "{'type':'keyprefix','prefix':'a/','datacenter':'dc2'}|/v1/kv/a/ {dc=[dc2], recurse=[]}",
        "{'type':'services','filter':'x'}|/v1/catalog/services {filter=[x]}",
        "{'type':'nodes'}|/v1/catalog/nodes {}",
        "{'type':'service','service':'w','tag':'t','passingonly':true}"
            + "|/v1/health/service/w {passing=[1], tag=[t]}",
        "{'type':'service','service':'w','tag':['t','u']}|/v1/health/service/w {tag=[t, u]}",
        "{'type':'checks'}|/v1/health/state/any {}",
        "{'type':'checks','state':'critical'}|/v1/health/state/critical {}",
        "{'type':'checks','service':'w'}|/v1/health/checks/w {}",
        "{'type':'event','name':'e'}|/v1/event/list {name=[e]}",
      })
  void parametersBecomeARequest(String parameters, String request) {
    WatchParameters in = parse(parameters);
    WatchQuery query = WatchQuery.of(in);
    in.refuseRest();
    Map<String, List<String>> sorted = new TreeMap<>(query.params());
    assertThat(query.path() + " " + sorted).isEqualTo(request);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "{}|Watch type must be specified",
        "{'type':'x'}|Unsupported watch type: x",
        "{'type':'key'}|Must specify a single key to watch",
        "{'type':'key','key':['a']}|Expecting key to be a string",
        "{'type':'key','key':'a','stale':'yes'}|Expecting stale to be a boolean",
        "{'type':'service','service':'a','tag':[1]}|Expecting tag to be a list of strings",
        "{'type':'checks','service':'a','state':'any'}|Cannot specify service and state",
        "{'type':'key','key':'a','z':1,'b':2}|Invalid parameters: [b z]",
      })
  void mistakesAreToldInConsulsWords(String parameters, String message) {
    WatchParameters in = parse(parameters);
    assertThatThrownBy(() -> {
          WatchQuery.of(in);
          in.refuseRest();
        })
        .hasMessage(message);
  }

  @Test
  void aStateThatDoesNotExistIsNoticedWhenItIsAskedFor() {
    assertThat(WatchQuery.of(parse("{'type':'checks','state':'bad'}")).mistake())
        .contains("Unsupported state: bad");
  }

  @Test
  void aKeyThatIsMissingIsAnAnswerAndAServiceThatIsMissingIsNot() {
    WatchQuery key = WatchQuery.of(parse("{'type':'key','key':'a'}"));
    assertThat(key.isAnswer(404)).isTrue();
    assertThat(new String(key.json(Value.Nil.NIL, false), StandardCharsets.UTF_8))
        .isEqualTo("null");
    assertThat(WatchQuery.of(parse("{'type':'nodes'}")).isAnswer(404)).isFalse();
  }

  private static WatchParameters parse(String json) {
    byte[] bytes = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    return new WatchParameters((Value.Obj) JsonReader.parse(bytes));
  }

  @Test
  void ofEventsOnlyThoseBehindTheLastSeenAreNews() {
    WatchQuery query = WatchQuery.of(parse("{'type':'event'}"));
    String first = "11111111-2222-3333-4444-555555555555";
    String second = "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee";
    Value all = JsonReader.parse(("[{\"ID\":\"" + first + "\"},{\"ID\":\"" + second + "\"}]")
        .getBytes(StandardCharsets.UTF_8));

    assertThat(query.news(all, 0)).isEqualTo(all);
    assertThat(query.news(all, UserEvent.indexOf(first)))
        .isEqualTo(
            JsonReader.parse(("[{\"ID\":\"" + second + "\"}]").getBytes(StandardCharsets.UTF_8)));
    assertThat(query.news(all, UserEvent.indexOf(second))).isEqualTo(new Value.Arr(List.of()));
  }
}
