package io.proconsul.agent.config.load;

import io.proconsul.agent.config.AgentConfig;
import io.proconsul.agent.config.load.AgentArguments.Given;
import io.proconsul.agent.config.sockaddr.TestingInterfaces;
import java.util.ArrayList;
import java.util.List;

/** Loads configurations in tests: words are flags, as on a command line with {@code =}. */
final class Loading {
  private Loading() {}

  static LoadedConfig loaded(String... flags) {
    return new ConfigLoader(TestingInterfaces.ONE_PRIVATE).load(arguments(flags));
  }

  static AgentConfig config(String... flags) {
    return loaded(flags).config();
  }

  static AgentArguments arguments(String... flags) {
    List<Given> given = new ArrayList<>();
    for (String flag : flags) {
      int equals = flag.indexOf('=');
      given.add(
          equals < 0
              ? new Given(flag.substring(1), "true")
              : new Given(flag.substring(1, equals), flag.substring(equals + 1)));
    }
    return AgentArguments.of(given);
  }

  static AgentConfig dev(String hcl) {
    return config("-dev", "-node=web1", "-hcl=" + hcl);
  }
}
