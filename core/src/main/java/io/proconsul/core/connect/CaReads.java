package io.proconsul.core.connect;

import io.proconsul.core.query.Answer;
import io.proconsul.core.query.ConnectQuery;
import io.proconsul.core.state.Mark;
import io.proconsul.core.state.Tables;
import io.proconsul.core.state.WatchSet;
import io.proconsul.model.connect.CaConfiguration;
import io.proconsul.model.connect.CaRoot;
import io.proconsul.model.connect.CaRoots;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Answers questions about the certificate authority. Pure; any thread. */
public final class CaReads {
  private CaReads() {}

  public static Answer<?> read(Tables tables, ConnectQuery<?> query, WatchSet watches) {
    return switch (query) {
      case ConnectQuery.Roots() -> new Answer<>(roots(tables), tables.mark(Mark.CA_ROOTS, watches));
      case ConnectQuery.Configuration() ->
        new Answer<>(configured(tables), tables.mark(Mark.CA_CONFIGURATION, watches));
    };
  }

  /** Empty until the first leader has made the authority. */
  public static Optional<CaConfiguration> configured(Tables tables) {
    return Optional.ofNullable(tables.caConfiguration().get(CaWrites.ONLY));
  }

  private static CaRoots roots(Tables tables) {
    List<CaRoot> roots = new ArrayList<>();
    tables.caRoots().forEach((_, root) -> roots.add(root));
    String active =
        roots.stream().filter(CaRoot::active).map(CaRoot::id).findFirst().orElse("");
    String trustDomain = configured(tables).map(CaConfiguration::trustDomain).orElse("");
    return new CaRoots(active, trustDomain, roots);
  }
}
