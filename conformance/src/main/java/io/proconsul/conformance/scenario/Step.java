package io.proconsul.conformance.scenario;

import io.proconsul.codec.Value;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One step of a scenario.
 *
 * @param description its request in a line
 * @param expect parts of the answer that are compared; null compares nothing
 * @param save variable names to where in the answer their values are
 * @param retrySeconds for how long it is run again until it holds; 0 runs it once
 * @param everySeconds the pause before it is run again
 * @param note why the step is there; may be empty
 */
public record Step(
    Action action,
    String description,
    Value.@Nullable Obj expect,
    Map<String, String> save,
    double retrySeconds,
    double everySeconds,
    String note) {}
