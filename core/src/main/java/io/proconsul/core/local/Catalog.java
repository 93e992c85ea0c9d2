package io.proconsul.core.local;

import io.proconsul.core.api.Outcome;
import io.proconsul.core.command.CatalogCommand;
import io.proconsul.core.state.Registration;

/** The catalog as an agent reaches it: its own on a server, a server's on a client. */
public interface Catalog {
  /** What it has of this agent's node, as fresh as the leader has it. */
  void view(Outcome<CatalogView> outcome);

  void submit(CatalogCommand command, Outcome<Boolean> outcome);

  /**
   * Shows what it has of a node, now and after each change, until cancelled.
   *
   * @param observer called on the watch's own executor, one call at a time
   */
  Registration watch(String node, Observer observer);

  /** Sees views of one node. */
  interface Observer {
    void changed(CatalogView view);
  }
}
