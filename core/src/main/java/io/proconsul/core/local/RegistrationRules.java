package io.proconsul.core.local;

import io.proconsul.core.api.ConsulException;
import io.proconsul.core.catalog.MeshRules;
import io.proconsul.model.CheckDefinition;
import io.proconsul.model.CheckKind;
import io.proconsul.model.MetaRules;
import io.proconsul.model.ServiceDefinition;
import io.proconsul.model.Status;
import io.proconsul.model.Weights;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What an agent refuses to register, with Consul's status and words. Pure. */
final class RegistrationRules {
  private static final Set<String> ANY_ADDRESS = Set.of("0.0.0.0", "::", "[::]");
  private static final int MAX_WEIGHT = 65_535;

  private RegistrationRules() {}

  /** @throws ConsulException when the service cannot be registered over the API */
  static void check(ServiceDefinition service) {
    if (service.name().isEmpty()) {
      throw invalid("Missing service name");
    }
    if (ANY_ADDRESS.contains(service.address())) {
      throw invalid("Invalid service address");
    }
    if (service.weights() != null) {
      check(service.weights());
    }
    MetaRules.problem(service.meta()).ifPresent(problem -> {
      throw invalid("Invalid Service Meta: " + problem);
    });
    List<String> problems = new ArrayList<>(MeshRules.problems(service.instance()));
    ServiceDefinition sidecar = service.sidecar();
    if (sidecar != null && !sidecar.id().isEmpty()) {
      problems.add("A SidecarService cannot specify an ID as this is managed by the agent");
    }
    if (sidecar != null && sidecar.sidecar() != null) {
      problems.add("A SidecarService cannot have a nested SidecarService");
    }
    if (!problems.isEmpty()) {
      throw invalid("Validation failed: " + MeshRules.text(problems));
    }
    if (sidecar != null) {
      checkSidecar(Sidecars.complete(service, sidecar));
    }
    for (CheckDefinition check : service.checks()) {
      check.problem().ifPresent(problem -> {
        throw invalid("Invalid check: " + problem);
      });
      requireStatus(check, "Status for checks must 'passing', 'warning', 'critical'");
    }
  }

  /** A proxy without a port is given one later. */
  private static void checkSidecar(ServiceDefinition sidecar) {
    List<String> problems = MeshRules.problemsBesidePort(sidecar.instance());
    if (!problems.isEmpty()) {
      throw invalid("Failed Validation: " + MeshRules.text(problems));
    }
    for (CheckDefinition check : sidecar.checks()) {
      check.problem().ifPresent(problem -> {
        throw invalid("Invalid SidecarService: " + problem);
      });
      requireStatus(check, "Status for checks must 'passing', 'warning', 'critical'");
    }
  }

  /** @throws ConsulException when the check cannot be registered over the API */
  static void check(CheckDefinition check) {
    if (check.name().isEmpty()) {
      throw invalid("Missing check name");
    }
    requireStatus(check, "Bad check status");
    check.problem().ifPresent(problem -> {
      throw invalid("Invalid check: " + problem);
    });
  }

  /** @throws ConsulException when no script may come from there */
  static void checkScripts(CheckDefinition check, Source source, LocalSettings.Checks settings) {
    boolean script =
        check.kind() instanceof CheckKind.Script || check.kind() instanceof CheckKind.Docker;
    if (!script || settings.remoteScripts()) {
      return;
    }
    switch (source) {
      case REMOTE ->
        throw new ConsulException.Refused(
            "Scripts are disabled on this agent from remote calls; to enable, configure"
                + " 'enable_script_checks' to true");
      case CONFIG -> {
        if (!settings.localScripts()) {
          throw new ConsulException.Refused(
              "Scripts are disabled on this agent; to enable, configure 'enable_script_checks' or"
                  + " 'enable_local_script_checks' to true");
        }
      }
    }
  }

  private static void check(Weights weights) {
    String problem = "";
    if (weights.passing() < 1) {
      problem = "Passing must be greater than 0";
    } else if (weights.warning() < 0) {
      problem = "Warning must be greater or equal than 0";
    } else if (weights.passing() > MAX_WEIGHT || weights.warning() > MAX_WEIGHT) {
      problem = "DNS Weight must be between 0 and 65535";
    }
    if (!problem.isEmpty()) {
      throw invalid("Invalid Weights: " + problem);
    }
  }

  private static void requireStatus(CheckDefinition check, String problem) {
    boolean known =
        Status.of(check.status()).filter(s -> s.text().equals(check.status())).isPresent();
    if (!check.status().isEmpty() && !known) {
      throw invalid(problem);
    }
  }

  private static ConsulException invalid(String message) {
    return new ConsulException.InvalidRequest(message);
  }
}
