package io.proconsul.core.rpc;

import io.proconsul.core.query.ConnectQuery;
import io.proconsul.core.rpc.form.CaForm;

/** {@code ConnectCA}: the mesh's certificate authority. */
final class ConnectCalls {
  private ConnectCalls() {}

  static Question<?> ask(ConnectQuery<?> query) {
    return switch (query) {
      case ConnectQuery.Roots _ -> Question.of("ConnectCA.Roots", CaForm.ROOTS);
      case ConnectQuery.Configuration _ ->
        Question.of("ConnectCA.ConfigurationGet", CaForm.CONFIGURATION);
    };
  }

  static Incoming roots(Args args) {
    return args.ask(new ConnectQuery.Roots(), CaForm.ROOTS);
  }

  static Incoming configuration(Args args) {
    return args.ask(new ConnectQuery.Configuration(), CaForm.CONFIGURATION);
  }
}
