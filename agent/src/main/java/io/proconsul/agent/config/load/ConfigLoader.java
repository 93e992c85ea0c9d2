package io.proconsul.agent.config.load;

import io.proconsul.agent.config.AgentConfig;
import io.proconsul.agent.config.ConfigException;
import io.proconsul.agent.config.Definitions;
import io.proconsul.agent.config.schema.Problems;
import io.proconsul.agent.config.schema.Schema;
import io.proconsul.agent.config.sockaddr.Interfaces;
import io.proconsul.codec.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes an agent's configuration of its flags and files. Run at the start, by {@code validate}, and
 * again for each reload; keeps nothing in between.
 */
public final class ConfigLoader {
  private final Schema schema = Schema.load();
  private final Interfaces interfaces;

  public ConfigLoader() {
    this(Interfaces.system());
  }

  ConfigLoader(Interfaces interfaces) {
    this.interfaces = interfaces;
  }

  /** @throws ConfigException with Consul's text when no agent could start with this */
  public LoadedConfig load(AgentArguments arguments) {
    return load(arguments, true);
  }

  private LoadedConfig load(AgentArguments arguments, boolean start) {
    List<String> warnings = new ArrayList<>();
    Value.Obj merged = merge(arguments, warnings);
    Section root = new Section(merged);
    root.checkDurations(schema.root().children());
    AgentConfig config = new ConfigReader(root, arguments.dev(), interfaces, warnings).read(start);
    if (!root.problems().isEmpty()) {
      throw new ConfigException(Problems.join(root.problems()));
    }
    new Rules(root, config, warnings).check();
    new Effects(warnings).consider(schema.root(), merged);
    return new LoadedConfig(config, merged, warnings);
  }

  /**
   * As {@link #load} without any flags and without touching the data folder.
   *
   * @return warnings
   * @throws ConfigException with Consul's text when no agent could start with these files
   */
  public List<String> validate(List<String> paths, String format) {
    AgentArguments arguments = new AgentArguments(false, paths, format, List.of(), Value.Obj.EMPTY);
    return load(arguments, false).warnings();
  }

  /**
   * The services and checks of files that need not be a whole configuration.
   *
   * @throws ConfigException with Consul's text when a file is wrong
   */
  public Definitions definitions(List<String> paths) {
    Section root = new Section(
        merge(new AgentArguments(false, paths, "", List.of(), Value.Obj.EMPTY), new ArrayList<>()));
    Definitions definitions = new DefinitionsReader(root).read();
    if (!root.problems().isEmpty()) {
      throw new ConfigException(Problems.join(root.problems()));
    }
    return definitions;
  }

  /** Lists of flags come first, since lists add up; all else of flags last, since the last wins. */
  private Value.Obj merge(AgentArguments arguments, List<String> warnings) {
    Parser parser = new Parser(schema, warnings);
    List<Source> sources =
        new ArrayList<>(new SourceFiles(arguments.format(), warnings).read(arguments.files()));
    for (int i = 0; i < arguments.hcl().size(); i++) {
      sources.add(
          new Source("flags-" + i + ".hcl", Source.Format.HCL, arguments.hcl().get(i)));
    }
    Value.Obj merged = parser.settled(arguments.lists());
    for (Source source : sources) {
      merged = Merge.over(merged, parser.parse(source));
    }
    return Merge.over(merged, parser.settled(arguments.withoutLists()));
  }
}
