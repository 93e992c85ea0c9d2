package io.proconsul.core.local;

import io.proconsul.model.CheckDefinition;
import io.proconsul.model.CheckKind;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Remembers which checks would run; refuses those of Docker. */
final class TestingRunner implements CheckRunner {
  final Set<String> running = new TreeSet<>();

  @Override
  public Optional<String> refusal(CheckDefinition definition) {
    return definition.kind() instanceof CheckKind.Docker
        ? Optional.of("no Docker")
        : Optional.empty();
  }

  @Override
  public void start(String checkId, CheckDefinition definition, int maxOutput) {
    running.add(checkId);
  }

  @Override
  public void stop(String checkId) {
    running.remove(checkId);
  }
}
