package io.proconsul.agent.config.load;

import io.proconsul.agent.config.ConfigException;
import io.proconsul.agent.config.Definitions;
import io.proconsul.codec.DecodeException;
import io.proconsul.codec.Fields;
import io.proconsul.codec.GoDuration;
import io.proconsul.codec.Value;
import io.proconsul.model.CheckDefinition;
import io.proconsul.model.ServiceDefinition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the services and checks of configuration files; types are known to be right. */
final class DefinitionsReader {
  private static final List<String> DURATIONS =
      List.of("interval", "timeout", "ttl", "deregister_critical_service_after");

  private final Section root;

  DefinitionsReader(Section root) {
    this.root = root;
  }

  Definitions read() {
    List<Value.Obj> services = root.objects("services");
    List<Value.Obj> checks = root.objects("checks");
    checks.forEach(this::checkDurations);
    for (Value.Obj service : services) {
      if (service.get("check") instanceof Value.Obj check) {
        checkDurations(check);
      }
      if (service.get("checks") instanceof Value.Arr(List<Value> many)) {
        many.stream().map(Value.Obj.class::cast).forEach(this::checkDurations);
      }
    }
    if (!root.problems().isEmpty()) {
      // What cannot be read is told with all other problems.
      return Definitions.NONE;
    }
    return new Definitions(
        services.stream().map(DefinitionsReader::service).toList(),
        checks.stream().map(DefinitionsReader::check).toList());
  }

  private void checkDurations(Value.Obj check) {
    for (String key : DURATIONS) {
      String text = text(check.get(key));
      try {
        if (!text.isEmpty()) {
          GoDuration.parse(text);
        }
      } catch (DecodeException e) {
        root.problem(
            "check[" + text(check.get("id")) + "]." + key,
            "invalid duration: \"" + text + "\": " + e.getMessage());
      }
    }
  }

  private static String text(@Nullable Value value) {
    return value instanceof Value.Str(String text) ? text : "";
  }

  private static ServiceDefinition service(Value.Obj object) {
    ServiceDefinition service =
        ServiceDefinition.CONFIG.read(new Fields("ServiceDefinition", object));
    for (CheckDefinition check : service.checks()) {
      check.problem().ifPresent(problem -> {
        throw new ConfigException(
            "service \"" + service.name() + "\": check \"" + check.name() + "\": " + problem);
      });
    }
    return service;
  }

  private static CheckDefinition check(Value.Obj object) {
    CheckDefinition check = CheckDefinition.MAPPING.read(new Fields("CheckDefinition", object));
    check.problem().ifPresent(problem -> {
      throw new ConfigException("check \"" + check.name() + "\": " + problem);
    });
    return check;
  }
}
