package io.proconsul.conformance.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScenarioTest {
  @TempDir
  private Path folder;

  @Test
  void withoutWordOnAgentsHasOneInDevelopmentMode() throws IOException {
    Scenario scenario = read("{\"steps\": []}");
    assertThat(scenario.name()).isEqualTo("s");
    assertThat(scenario.agents()).singleElement().satisfies(agent -> {
      assertThat(agent.id()).isEqualTo("main");
      assertThat(agent.arguments()).containsExactly("-dev");
      assertThat(agent.ready()).isEqualTo("catalog");
    });
  }

  @Test
  void nullAgentStartsNothing() throws IOException {
    assertThat(read("{\"agent\": null, \"steps\": []}").agents()).isEmpty();
  }

  @Test
  void severalAgentsHaveTheirIds() throws IOException {
    assertThat(read("{\"agents\": [{\"id\": \"s1\"}, {}], \"steps\": []}").agents())
        .extracting(AgentDefinition::id)
        .containsExactly("s1", "a1");
  }

  @Test
  void unknownStepIsRefused() {
    assertThatThrownBy(() -> read("{\"steps\": [{\"htp\": {}}]}"))
        .hasMessageContaining("unknown step: [htp]");
  }

  @Test
  void brokenFileIsNamed() {
    assertThatThrownBy(() -> read("{\"steps\": [}"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("s.json");
  }

  @Test
  void backgroundTakesTheStepsAgent() throws IOException {
    Scenario scenario = read(
        "{\"steps\": [{\"background\": {\"http\": {\"path\": \"/\"}}, \"id\": \"w\", \"on\": \"s2\"}]}");
    assertThat(scenario.steps().getFirst().action())
        .isInstanceOfSatisfying(
            Action.Background.class,
            background -> assertThat(background.inner())
                .isInstanceOfSatisfying(
                    Action.Http.class, http -> assertThat(http.on()).isEqualTo("s2")));
  }

  @Test
  void commandsAndControlNeedAProcess() throws IOException {
    assertThat(read("{\"steps\": [{\"http\": {\"path\": \"/\"}}]}").needsProcess())
        .isFalse();
    assertThat(read("{\"steps\": [{\"cli\": {\"argv\": []}}]}").needsProcess()).isTrue();
    assertThat(read("{\"steps\": [{\"agent\": \"restart\"}]}").needsProcess()).isTrue();
  }

  @Test
  void waitsMakeAScenarioLong() throws IOException {
    assertThat(read("{\"steps\": [{\"sleep\": 50}]}").expectedSeconds())
        .isGreaterThan(read("{\"steps\": []}").expectedSeconds() + 49);
  }

  private Scenario read(String text) throws IOException {
    Path file = folder.resolve("s.json");
    Files.writeString(file, text);
    return Scenario.read(file);
  }
}
