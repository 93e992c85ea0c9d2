package io.proconsul.core.sync;

import io.proconsul.core.catalog.VirtualIps;
import io.proconsul.core.command.CatalogCommand;
import io.proconsul.core.local.Catalog;
import io.proconsul.core.local.LocalCheck;
import io.proconsul.core.local.LocalService;
import io.proconsul.core.local.LocalSettings;
import io.proconsul.core.local.LocalState;
import io.proconsul.model.HealthCheck;
import io.proconsul.model.Node;
import io.proconsul.model.ServiceAddress;
import io.proconsul.model.ServiceInstance;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Decides what the catalog must be told about this agent. Pure; any thread. */
public final class AntiEntropy {
  /** The id of the service that servers are; the leader looks after it. */
  public static final String CONSUL = "consul";

  private AntiEntropy() {}

  /**
   * What is not as it should be.
   *
   * @param node whether the node itself is
   * @param services that the catalog lacks or has otherwise
   * @param checks likewise
   * @param tags that somebody else set where the service allows it, by service id
   * @param strangers services that the catalog has and this agent does not
   * @param strangeChecks likewise
   */
  public record Drift(
      boolean node,
      Set<String> services,
      Set<String> checks,
      Map<String, List<String>> tags,
      List<String> strangers,
      List<String> strangeChecks) {}

  /** Compares this agent with what the catalog has of it. */
  public static Drift compare(
      LocalState.Snapshot local,
      Catalog.View remote,
      LocalSettings settings,
      Set<String> deferred) {
    Set<String> services = new HashSet<>();
    Map<String, List<String>> tags = new HashMap<>();
    for (LocalService service : local.services().values()) {
      ServiceInstance there = remote.services().get(service.id());
      if (there == null || service.gone()) {
        services.add(service.id());
        continue;
      }
      ServiceInstance here = service.instance();
      if (here.enableTagOverride()) {
        if (!here.tags().equals(there.tags())) {
          tags.put(service.id(), there.tags());
        }
        here = here.withTags(there.givenTags());
      }
      if (!withVirtualAddress(here, there).sameAs(there)) {
        services.add(service.id());
      }
    }
    Set<String> checks = new HashSet<>();
    for (LocalCheck check : local.checks().values()) {
      HealthCheck there = remote.checks().get(check.id());
      if (check.gone() || differs(check.check(), there, deferred)) {
        checks.add(check.id());
      }
    }
    return new Drift(
        nodeDiffers(remote.node(), settings.node()),
        services,
        checks,
        tags,
        strangers(local, remote, settings),
        strangeChecks(local, remote));
  }

  /** The catalog alone knows the virtual address of a service of the mesh. */
  private static ServiceInstance withVirtualAddress(ServiceInstance here, ServiceInstance there) {
    ServiceAddress virtual = there.taggedAddresses().get(VirtualIps.TAG);
    if (virtual == null || here.taggedAddresses().containsKey(VirtualIps.TAG)) {
      return here;
    }
    Map<String, ServiceAddress> addresses = new HashMap<>(here.taggedAddresses());
    addresses.put(VirtualIps.TAG, virtual);
    return here.withTaggedAddresses(addresses);
  }

  private static boolean nodeDiffers(@Nullable Node there, Node here) {
    return there == null || !there.withIndexes(0, 0).equals(here.withIndexes(0, 0));
  }

  /** The catalog keeps a service's name and tags as they were when it was told of the check. */
  private static boolean differs(
      HealthCheck here, @Nullable HealthCheck there, Set<String> deferred) {
    if (there == null) {
      return true;
    }
    HealthCheck comparable =
        there.withService(there.serviceId(), here.serviceName(), here.serviceTags());
    if (deferred.contains(here.checkId())) {
      comparable = comparable.withStatus(there.status(), here.output());
    }
    return !here.sameAs(comparable);
  }

  private static List<String> strangers(
      LocalState.Snapshot local, Catalog.View remote, LocalSettings settings) {
    List<String> strangers = new ArrayList<>();
    for (String id : remote.services().keySet()) {
      boolean leaders = settings.server() && id.equals(CONSUL);
      if (!leaders && !local.services().containsKey(id)) {
        strangers.add(id);
      }
    }
    return strangers;
  }

  /** Those of a strange service go with it. */
  private static List<String> strangeChecks(LocalState.Snapshot local, Catalog.View remote) {
    List<String> strangers = new ArrayList<>();
    for (HealthCheck check : remote.checks().values()) {
      boolean leaders = check.checkId().equals(HealthCheck.SERF_HEALTH);
      boolean withService =
          !check.serviceId().isEmpty() && !local.services().containsKey(check.serviceId());
      if (!leaders && !withService && !local.checks().containsKey(check.checkId())) {
        strangers.add(check.checkId());
      }
    }
    return strangers;
  }

  /** The commands that bring the catalog up to date, each independent of the others. */
  public static List<SyncStep> plan(
      LocalState.Unsynced unsynced, LocalSettings settings, boolean nodeInSync) {
    Node node = settings.node();
    Map<String, List<LocalCheck>> byService = new HashMap<>();
    for (LocalCheck check : unsynced.checks()) {
      byService
          .computeIfAbsent(check.check().serviceId(), _ -> new ArrayList<>())
          .add(check);
    }
    List<SyncStep> steps = new ArrayList<>();
    for (LocalService service : unsynced.services()) {
      List<LocalCheck> checks = byService.getOrDefault(service.id(), new ArrayList<>());
      List<LocalCheck> together =
          checks.stream().filter(check -> check.gone() == service.gone()).toList();
      steps.add(step(node, nodeInSync, service, together));
      checks.removeAll(together);
    }
    byService
        .values()
        .forEach(checks -> checks.forEach(check -> steps.add(step(node, nodeInSync, check))));
    if (!nodeInSync && steps.isEmpty()) {
      var register = new CatalogCommand.Register(node, null, List.of(), false);
      steps.add(new SyncStep(register, null, List.of()));
    }
    return steps;
  }

  /** A service and its checks are written together; when it goes they go with it. */
  private static SyncStep step(
      Node node, boolean nodeInSync, LocalService service, List<LocalCheck> checks) {
    if (service.gone()) {
      var command = new CatalogCommand.Deregister(node.node(), service.id(), "");
      return new SyncStep(command, service, checks);
    }
    var command = new CatalogCommand.Register(
        node, service.instance(), checks.stream().map(LocalCheck::check).toList(), nodeInSync);
    return new SyncStep(command, service, checks);
  }

  private static SyncStep step(Node node, boolean nodeInSync, LocalCheck check) {
    CatalogCommand command = check.gone()
        ? new CatalogCommand.Deregister(node.node(), "", check.id())
        : new CatalogCommand.Register(node, null, List.of(check.check()), nodeInSync);
    return new SyncStep(command, null, List.of(check));
  }
}
