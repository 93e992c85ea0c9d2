package io.proconsul.core.connect;

import io.proconsul.codec.DecodeException;
import io.proconsul.core.api.ConsulException;
import io.proconsul.core.command.CaCommand;
import io.proconsul.core.state.Key;
import io.proconsul.core.state.Tables;
import io.proconsul.model.connect.CaConfiguration;
import io.proconsul.model.connect.CaKey;
import io.proconsul.model.connect.CaRoot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the leader does to the authority that there is: a changed configuration, a root in place of
 * another, and the end of trust in roots that no longer sign. Makes commands; any thread.
 */
public record CaChange(Tables tables, RootMaker maker, Instant now) {

  /**
   * Goes by something else. Roots stay as they are unless another kind of key is wanted.
   *
   * @return empty when nothing changes
   * @throws ConsulException.Refused when that cannot be
   */
  public Optional<CaCommand> configure(CaConfiguration wanted) {
    CaConfiguration present = CaReads.configured(tables)
        .orElseThrow(() -> new ConsulException.Refused("CA is not initialized yet"));
    if (!wanted.provider().equals(CaConfiguration.BUILT_IN)) {
      throw new ConsulException.Refused(
          "could not initialize provider: unknown CA provider \"" + wanted.provider() + "\"");
    }
    RootRules rules = rules(wanted);
    if (wanted.equals(present.asWanted())) {
      return Optional.empty();
    }
    CaConfiguration next = new CaConfiguration(
        present.clusterId(),
        wanted.provider(),
        wanted.config(),
        wanted.forceWithoutCrossSigning(),
        0,
        0);
    CaRoot active = roots().stream()
        .filter(CaRoot::active)
        .findFirst()
        .orElseThrow(() -> new ConsulException.Refused("no root is active"));
    return Optional.of(
        rules.isMetBy(active)
            ? new CaCommand(next, roots(), keys(), present.modifyIndex())
            : rotate(next, active, rules, present.modifyIndex()));
  }

  private static RootRules rules(CaConfiguration wanted) {
    try {
      return RootRules.of(wanted.config());
    } catch (ConsulException | DecodeException e) {
      throw new ConsulException.Refused("could not configure provider: " + e.getMessage());
    }
  }

  /** Only the new root signs, so only its key is kept. */
  private CaCommand rotate(CaConfiguration next, CaRoot active, RootRules rules, long index) {
    CaKey key = tables.caKeys().get(Key.of(active.id()));
    if (key == null) {
      throw new ConsulException.Refused("the key of the active root is missing");
    }
    RootMaker.Made made = maker.make(next.clusterId(), tables.index() + 1, rules);
    String bridge = maker.crossSign(made.root(), active, key);
    List<CaRoot> all = new ArrayList<>();
    for (CaRoot root : roots()) {
      all.add(root.active() ? root.rotatedOut(now) : root);
    }
    all.add(made.root().withIntermediateCerts(List.of(bridge)));
    return new CaCommand(next, all, List.of(made.key()), index);
  }

  /**
   * Ends the trust in roots of which no certificate can be left: after twice the time for which one
   * is valid, as Consul does.
   *
   * @return empty when there are none
   */
  public Optional<CaCommand> prune() {
    Optional<CaConfiguration> present = CaReads.configured(tables);
    if (present.isEmpty()) {
      return Optional.empty();
    }
    Duration trust = RootRules.leafTtl(present.get().config()).multipliedBy(2);
    List<CaRoot> left = roots().stream()
        .filter(root -> root.active() || now.isBefore(root.rotatedOutAt().plus(trust)))
        .toList();
    return left.size() == roots().size()
        ? Optional.empty()
        : Optional.of(new CaCommand(present.get(), left, keys(), present.get().modifyIndex()));
  }

  private List<CaRoot> roots() {
    List<CaRoot> roots = new ArrayList<>();
    tables.caRoots().forEach((_, root) -> roots.add(root));
    return roots;
  }

  private List<CaKey> keys() {
    List<CaKey> keys = new ArrayList<>();
    tables.caKeys().forEach((_, key) -> keys.add(key));
    return keys;
  }
}
