package io.proconsul.model.connect;

import io.proconsul.codec.Fields;
import io.proconsul.codec.Mapping;
import io.proconsul.codec.Sink;
import java.util.List;

/**
 * All roots that are trusted.
 *
 * @param activeRootId empty while there is none
 * @param trustDomain the domain of all SPIFFE ids; empty while there is no root
 */
public record CaRoots(String activeRootId, String trustDomain, List<CaRoot> roots) {
  public static final Mapping<CaRoots> MAPPING = new Mapping<>() {
    @Override
    public void write(CaRoots all, Sink out) {
      out.beginObject();
      out.field("ActiveRootID", all.activeRootId);
      out.field("TrustDomain", all.trustDomain);
      out.list("Roots", all.roots, CaRoot.MAPPING::write);
      out.endObject();
    }

    @Override
    public CaRoots read(Fields in) {
      List<CaRoot> roots = in.list("Roots", "CARoot", CaRoot.MAPPING::read);
      return new CaRoots(
          in.string("ActiveRootID"), in.string("TrustDomain"), roots == null ? List.of() : roots);
    }
  };

  public CaRoots {
    roots = List.copyOf(roots);
  }
}
