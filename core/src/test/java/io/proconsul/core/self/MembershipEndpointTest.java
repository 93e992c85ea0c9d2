package io.proconsul.core.self;

import static org.assertj.core.api.Assertions.assertThat;

import io.proconsul.core.testing.TestingApi;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MembershipEndpointTest {
  private final InMemoryAgent agent = new InMemoryAgent();
  private final TestingApi api = api(new MembershipEndpoint(agent, false));

  private static TestingApi api(io.proconsul.core.api.Endpoint endpoint) {
    return new TestingApi(endpoint, _ -> {
      throw new AssertionError("the agent alone answers");
    });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "join/10.0.0.1:8301          | join 10.0.0.1:8301",
        "join/10.0.0.1?wan           | join 10.0.0.1",
        "join/10.0.0.1?wan=1         | join 10.0.0.1 wan",
        "join/                       | join ''",
        "force-leave/web2            | force-leave web2",
        "force-leave/web2?prune      | force-leave web2 prune",
        "force-leave/web2.dc2?wan    | force-leave web2.dc2 wan",
        "leave                       | leave",
      })
  void tellsTheAgentWhatTheRequestSays(String path, String order) {
    assertThat(api.put("/v1/agent/" + path, "").text()).isEqualTo("200 ");
    assertThat(agent.orders).containsExactly(order.replace("''", ""));
  }

  @Test
  void whyNobodyWasJoinedIsTheAnswer() {
    assertThat(api.put("/v1/agent/join/nowhere", "").text())
        .isEqualTo("500 1 error occurred:\n\t* Failed to join\n\n");
  }

  @ParameterizedTest
  @CsvSource({"nope, nope", "nope?wan, nope", "web2?wan, web2", "?prune, ''"})
  void onlyMembersAreForcedToLeave(String path, String name) {
    assertThat(api.put("/v1/agent/force-leave/" + path, "").text())
        .isEqualTo("500 agent: No node found with name '" + name + "'");
    assertThat(agent.orders).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                         | web1 web2",
        "?segment=_all              | web1 web2",
        "?wan                       | web1 web2",
        "?wan=1                     | web1.dc1 web2.dc2",
        "?wan=1&segment=_all        | web1.dc1 web2.dc2",
        "?filter=Tags.dc==web2      | web2",
        "?filter=Status==1          | web1",
        "?wan=1&filter=Name==web2   | ''",
      })
  void listsTheMembersOfAPool(String query, String names) {
    String listed = api.get("/v1/agent/members" + query).text();
    List<String> found = java.util.regex.Pattern.compile("\"Name\":\"([^\"]*)\"")
        .matcher(listed)
        .results()
        .map(result -> result.group(1))
        .toList();
    assertThat(String.join(" ", found)).isEqualTo(names);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "?segment=x       | 500 Network segments are not supported in this version of Consul",
        "?segment=x&wan=1 | 400 Cannot provide a segment with wan=true",
      })
  void thereAreNoSegments(String query, String answer) {
    assertThat(api.get("/v1/agent/members" + query).text()).isEqualTo(answer);
  }

  @Test
  void withoutAclsNoTokenIsSet() {
    assertThat(api(new TokenEndpoint()).put("/v1/agent/token/default", "{").text())
        .isEqualTo("401 ACL support disabled");
  }

  @Test
  void selfTellsWhereTheNodeStands() {
    Identity identity = new Identity("web1", "id-1", "dc1", true, Map.of(), false);
    assertThat(api(new SelfEndpoint(identity, agent)).get("/v1/agent/self").text())
        .contains("""
            "Coord":{"Vec":[0.5,0,0,0,0,0,0,0],"Error":1.5,"Adjustment":0,"Height":0.00001}""");
  }
}
