package io.proconsul.model.connect;

import io.proconsul.codec.Sink;
import java.util.List;

/**
 * All roots that are trusted.
 *
 * @param activeRootId empty while there is none
 * @param trustDomain the domain of all SPIFFE ids; empty while there is no root
 */
public record CaRoots(String activeRootId, String trustDomain, List<CaRoot> roots) {
  public CaRoots {
    roots = List.copyOf(roots);
  }

  public void show(Sink out) {
    out.beginObject();
    out.field("ActiveRootID", activeRootId);
    out.field("TrustDomain", trustDomain);
    out.list("Roots", roots, CaRoot::show);
    out.endObject();
  }
}
