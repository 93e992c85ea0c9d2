package io.proconsul.conformance.scenario;

import io.proconsul.codec.Fields;
import io.proconsul.codec.Value;
import io.proconsul.conformance.match.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads scenarios from JSON. What it does not know it refuses, so that nothing goes unchecked. */
final class ScenarioReader {
  private static final int SHOWN = 160;

  private ScenarioReader() {}

  static Scenario read(Value.Obj object, String fileName) {
    Fields fields = new Fields("scenario", object);
    List<Step> steps = new ArrayList<>();
    for (Value.Obj step : objects(object, "steps")) {
      steps.add(step(step));
    }
    return new Scenario(
        fields.has("name") ? fields.string("name") : fileName,
        fields.string("about"),
        agents(object),
        object.get("files") instanceof Value.Obj files ? files.fields() : Map.of(),
        objects(object, "servers"),
        steps);
  }

  private static List<AgentDefinition> agents(Value.Obj object) {
    List<AgentDefinition> agents = new ArrayList<>();
    if (object.get("agents") != null) {
      for (Value.Obj agent : objects(object, "agents")) {
        agents.add(AgentDefinition.read(agent, agents.size()));
      }
    } else if (!object.fields().containsKey("agent")) {
      agents.add(AgentDefinition.read(Value.Obj.EMPTY, 0));
    } else if (object.get("agent") instanceof Value.Obj agent) {
      agents.add(AgentDefinition.read(agent, 0));
    }
    return agents;
  }

  private static Step step(Value.Obj object) {
    Fields fields = new Fields("step", object);
    Map<String, String> save = fields.stringMap("save");
    Action action = action(object, null);
    return new Step(
        action,
        describe(action),
        object.get("expect") instanceof Value.Obj expect ? expect : null,
        save == null ? Map.of() : save,
        fields.number("retry"),
        fields.has("every") ? fields.number("every") : 0.1,
        fields.string("note"));
  }

  private static Action action(Value.Obj step, @Nullable String outerOn) {
    Fields fields = new Fields("step", step);
    String on = fields.has("on") ? fields.string("on") : outerOn;
    if (step.get("http") instanceof Value.Obj request) {
      return new Action.Http(request, on);
    }
    if (step.get("cli") instanceof Value.Obj command) {
      return new Action.Cli(command, on);
    }
    if (step.get("dns") instanceof Value.Obj question) {
      return new Action.Dns(question, on);
    }
    if (step.get("template") instanceof Value.Obj template) {
      return new Action.Template(template, on);
    }
    return step.get("background") instanceof Value.Obj inner
        ? new Action.Background(
            fields.string("id"), action(inner, on), seconds(fields, "settle", 0.3))
        : withoutAnswer(step, fields, on);
  }

  private static Action withoutAnswer(Value.Obj step, Fields fields, @Nullable String on) {
    if (step.get("server") instanceof Value.Obj request) {
      return new Action.Server(request);
    }
    if (step.get("file") instanceof Value.Obj request) {
      return new Action.FileAccess(request);
    }
    if (step.get("agent") instanceof Value.Obj request) {
      return control(new Fields("agent", request), on);
    }
    if (fields.has("agent")) {
      return new Action.AgentControl(fields.string("agent"), on, null, 10);
    }
    if (fields.has("sleep")) {
      return new Action.Sleep(fields.number("sleep"));
    }
    if (fields.has("wait")) {
      boolean standardError = fields.string("stream").equals("stderr");
      double timeout = seconds(fields, "timeout", 10);
      return new Action.Await(fields.string("wait"), fields.string("re"), standardError, timeout);
    }
    if (fields.has("join")) {
      double timeout = seconds(fields, "timeout", 30);
      return new Action.Join(fields.string("join"), fields.stringOrNull("stop"), timeout);
    }
    throw new IllegalArgumentException("unknown step: " + step.fields().keySet());
  }

  private static Action control(Fields agent, @Nullable String on) {
    return new Action.AgentControl(
        agent.string("do"),
        agent.has("on") ? agent.string("on") : on,
        agent.stringOrNull("signal"),
        seconds(agent, "timeout", 10));
  }

  private static String describe(Action action) {
    String text = switch (action) {
      case Action.Http(Value.Obj request, String _) -> {
        Fields fields = new Fields("http", request);
        yield (fields.has("method") ? fields.string("method") : "GET") + " "
            + fields.string("path");
      }
      case Action.Cli(Value.Obj command, String _) -> {
        List<String> argv = new Fields("cli", command).strings("argv");
        yield "consul " + (argv == null ? "" : String.join(" ", argv));
      }
      case Action.Dns(Value.Obj question, String _) -> {
        Fields fields = new Fields("dns", question);
        yield "dns " + fields.string("name") + " "
            + (fields.has("type") ? fields.string("type") : "A");
      }
      case Action.Template(Value.Obj template, String _) -> "template " + Json.compact(template);
      case Action.Background(String id, Action inner, double _) ->
        "background " + id + ": " + describe(inner);
      case Action.Await(String id, String pattern, boolean _, double _) ->
        "wait " + id + " for " + pattern;
      case Action.Join(String id, String _, double _) -> "join " + id;
      case Action.Sleep(double seconds) -> "sleep " + seconds;
      case Action.Server(Value.Obj request) -> "server " + Json.compact(request);
      case Action.FileAccess(Value.Obj request) -> "file " + Json.compact(request);
      case Action.AgentControl(String verb, String on, String _, double _) ->
        "agent " + verb + (on == null ? "" : " on " + on);
    };
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN);
  }

  private static double seconds(Fields fields, String name, double otherwise) {
    return fields.has(name) ? fields.number(name) : otherwise;
  }

  private static List<Value.Obj> objects(Value.Obj object, String name) {
    List<Value.Obj> objects = new ArrayList<>();
    if (object.get(name) instanceof Value.Arr(List<Value> values)) {
      for (Value value : values) {
        if (!(value instanceof Value.Obj element)) {
          throw new IllegalArgumentException(name + " holds something other than objects");
        }
        objects.add(element);
      }
    }
    return objects;
  }
}
