package io.proconsul.core.sync;

import io.proconsul.core.command.CatalogCommand;
import io.proconsul.core.local.LocalCheck;
import io.proconsul.core.local.LocalService;
import io.proconsul.core.local.LocalState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One command for the catalog, and what is in order once it is done.
 *
 * @param service null when the command is about checks or the node alone
 */
public record SyncStep(
    CatalogCommand command, @Nullable LocalService service, List<LocalCheck> checks) {
  public SyncStep {
    checks = List.copyOf(checks);
  }

  void settle(LocalState state) {
    if (service != null) {
      state.synced(service);
    }
    checks.forEach(state::synced);
  }
}
