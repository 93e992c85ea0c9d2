package io.proconsul.core.snapshot;

import io.proconsul.core.api.Outcome;
import io.proconsul.core.api.Render;
import io.proconsul.core.api.Response;
import java.io.InputStream;

/** Who takes and restores snapshots: this server or another. Any thread; does not block. */
public interface Snapshots {
  /**
   * What both are told.
   *
   * @param datacenter empty for this agent's own
   * @param stale any server will do
   */
  record Order(String datacenter, String token, boolean stale) {}

  /** An archive that is there to be taken. */
  record Saved(Render.Meta meta, Response.Content archive) {}

  void save(Order order, Outcome<Saved> outcome);

  /** @param archive read by a thread of the callee */
  void restore(Order order, InputStream archive, Outcome<Boolean> outcome);
}
