package io.proconsul.core.preparedquery.execution;

import io.proconsul.core.state.Mark;
import io.proconsul.model.HealthCheck;
import io.proconsul.model.HealthEntry;
import io.proconsul.model.ServiceInstance;
import io.proconsul.model.query.ServiceQuery;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Which of a service's instances a prepared query takes. Tags are in lower case. Pure.
 *
 * @param ignored ids of checks that decide on nothing
 */
record InstanceChoice(
    boolean onlyPassing,
    Set<String> ignored,
    Set<String> wantedTags,
    Set<String> unwantedTags,
    Map<String, String> meta) {

  static InstanceChoice of(ServiceQuery query) {
    Set<String> wanted = new HashSet<>();
    Set<String> unwanted = new HashSet<>();
    for (String tag : Objects.requireNonNullElse(query.tags(), List.<String>of())) {
      if (tag.startsWith("!")) {
        unwanted.add(Mark.lower(tag.substring(1)));
      } else {
        wanted.add(Mark.lower(tag));
      }
    }
    return new InstanceChoice(
        query.onlyPassing(),
        Set.copyOf(Objects.requireNonNullElse(query.ignoreCheckIds(), List.of())),
        wanted,
        unwanted,
        Objects.requireNonNullElse(query.serviceMeta(), Map.of()));
  }

  List<HealthEntry> filter(List<HealthEntry> entries) {
    return entries.stream()
        .filter(entry -> entry.checks().stream().noneMatch(this::excludes))
        .filter(entry -> hasTags(entry.service()) && hasMeta(entry.service()))
        .toList();
  }

  private boolean excludes(HealthCheck check) {
    if (ignored.contains(check.checkId())) {
      return false;
    }
    return check.critical() || onlyPassing && !check.status().equals(HealthCheck.PASSING);
  }

  private boolean hasTags(ServiceInstance instance) {
    if (wantedTags.isEmpty() && unwantedTags.isEmpty()) {
      return true;
    }
    Set<String> tags = new HashSet<>();
    instance.tags().forEach(tag -> tags.add(Mark.lower(tag)));
    return tags.containsAll(wantedTags) && tags.stream().noneMatch(unwantedTags::contains);
  }

  private boolean hasMeta(ServiceInstance instance) {
    Map<String, String> given = instance.meta();
    return meta.entrySet().stream()
        .allMatch(pair -> pair.getValue().equals(given.get(pair.getKey())));
  }
}
