package io.proconsul.core.query;

import io.proconsul.model.connect.CaConfiguration;
import io.proconsul.model.connect.CaRoots;
import java.util.Optional;

/**
 * Questions about the certificate authority. Before there is one their answers have index 0, and
 * whoever asks waits a while, since a leader makes it as soon as it leads.
 */
public sealed interface ConnectQuery<R> extends Query<R> {
  record Roots() implements ConnectQuery<CaRoots> {}

  record Configuration() implements ConnectQuery<Optional<CaConfiguration>> {}
}
