package io.proconsul.agent.config.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.proconsul.agent.config.AgentConfig;
import io.proconsul.agent.config.schema.Effect;
import io.proconsul.agent.config.schema.Kind;
import io.proconsul.agent.config.schema.Option;
import io.proconsul.agent.config.schema.Schema;
import io.proconsul.agent.config.sockaddr.TestingInterfaces;
import io.proconsul.codec.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Keeps the list of options true. */
class OptionsTest {
  private static final Set<String> SINGLE = Set.of("service", "check");
  private static final int ALL_OF_CONSUL = 330;

  private final Schema schema = Schema.load();
  private final Section root = new Section(Value.Obj.EMPTY);

  @Test
  void whatIsSaidToBeUsedIsReadAndWhatIsReadIsListed() {
    AgentConfig config =
        new ConfigReader(root, true, TestingInterfaces.ONE_PRIVATE, new ArrayList<>()).read(false);
    new Rules(root, config, new ArrayList<>()).check();
    assertThat(root.asked()).containsAll(used());
    assertThat(root.asked()).allSatisfy(key -> assertThat(schema.find(key)).isNotNull());
  }

  private List<String> used() {
    return options().stream()
        .filter(option -> option.effect() instanceof Effect.Used)
        .filter(option -> option.kind() != Kind.OBJECT)
        .map(Option::path)
        .filter(path -> !SINGLE.contains(path))
        .toList();
  }

  private List<Option> options() {
    List<Option> options = new ArrayList<>();
    schema.forEach(options::add);
    return options;
  }

  @Test
  void oldNamesLeadToKeysThatAreThere() {
    for (Option option : options()) {
      if (option.effect() instanceof Effect.Old(String target)) {
        assertThat(schema.find(target)).as(option.path()).isNotNull();
      }
    }
  }

  @Test
  void flagsLeadToKeysThatAreThere() {
    for (AgentFlag flag : AgentFlags.ALL) {
      if (!flag.key().isEmpty()) {
        assertThat(schema.find(flag.key())).as(flag.name()).isNotNull();
      }
    }
    assertThat(AgentFlags.ALL)
        .extracting(AgentFlag::name)
        .doesNotHaveDuplicates()
        .isSorted();
  }

  @Test
  void theListIsComplete() {
    assertThat(schema.all()).hasSizeGreaterThan(ALL_OF_CONSUL);
  }
}
