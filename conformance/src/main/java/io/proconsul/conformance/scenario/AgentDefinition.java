package io.proconsul.conformance.scenario;

import io.proconsul.codec.Fields;
import io.proconsul.codec.Value;
import java.util.List;
import java.util.Map;

/**
 * An agent as a scenario asks for it.
 *
 * @param arguments of {@code consul agent}, without variables filled in
 * @param config merged over the runner's own configuration
 * @param acl merged into the configuration's {@code acl}, enabled; empty leaves it alone
 * @param ready what is waited for: {@code catalog leader http none}
 * @param readyToken the token to look with; empty takes the one in the configuration
 * @param later whether a step starts it
 * @param mayExit whether the scenario goes on when it ends
 */
public record AgentDefinition(
    String id,
    List<String> arguments,
    Value.Obj config,
    Value.Obj acl,
    Map<String, String> environment,
    String ready,
    String readyToken,
    boolean later,
    boolean mayExit) {

  static AgentDefinition read(Value.Obj object, int number) {
    Fields fields = new Fields("agent", object);
    List<String> arguments = fields.strings("args");
    Map<String, String> environment = fields.stringMap("env");
    return new AgentDefinition(
        fields.has("id") ? fields.string("id") : number == 0 ? "main" : "a" + number,
        arguments == null ? List.of("-dev") : arguments,
        inner(fields, "config"),
        inner(fields, "acl"),
        environment == null ? Map.of() : environment,
        fields.has("ready") ? fields.string("ready") : "catalog",
        fields.string("ready_token"),
        fields.bool("later"),
        fields.bool("may_exit"));
  }

  private static Value.Obj inner(Fields fields, String name) {
    return fields.value(name) instanceof Value.Obj object ? object : Value.Obj.EMPTY;
  }
}
