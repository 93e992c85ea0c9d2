package io.proconsul.core.rpc.form;

import io.proconsul.codec.DecodeException;
import io.proconsul.codec.Fields;
import io.proconsul.codec.GoDuration;
import io.proconsul.codec.Mapping;
import io.proconsul.codec.Sink;
import io.proconsul.codec.Value;
import io.proconsul.model.HealthCheck;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code structs.HealthCheck}: as over HTTP, but the durations of its definition are numbers. */
public final class CheckForm implements Mapping<HealthCheck> {
  public static final CheckForm MAPPING = new CheckForm();

  private static final List<String> DURATIONS =
      List.of("Interval", "Timeout", "DeregisterCriticalServiceAfter", "TTL");

  private CheckForm() {}

  @Override
  public void write(HealthCheck check, Sink out) {
    Map<String, Value> definition = new LinkedHashMap<>(check.definition().fields());
    for (String name : DURATIONS) {
      definition.computeIfPresent(name, (_, value) -> nanos(value));
    }
    HealthCheck.MAPPING.write(check.withDefinition(new Value.Obj(definition)), out);
  }

  @Override
  public HealthCheck read(Fields in) {
    return HealthCheck.MAPPING.read(in);
  }

  /** What is no duration was never looked at, so it is none to others. */
  private static Value nanos(Value value) {
    if (!(value instanceof Value.Str(String text))) {
      return value;
    }
    try {
      return new Value.Int(GoDuration.parse(text).toNanos());
    } catch (DecodeException _) {
      return new Value.Int(0);
    }
  }
}
