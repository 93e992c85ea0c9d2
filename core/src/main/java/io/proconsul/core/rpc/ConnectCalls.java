package io.proconsul.core.rpc;

import io.proconsul.core.api.ConsulException;
import io.proconsul.core.operation.CaOperation;
import io.proconsul.core.query.ConnectQuery;
import io.proconsul.core.rpc.form.CaForm;
import io.proconsul.core.rpc.form.Form;
import io.proconsul.model.connect.CaConfiguration;

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

  static Question<Boolean> perform(CaOperation operation) {
    return Question.of("ConnectCA.ConfigurationSet", Form.DONE)
        .and(out -> out.field("Config", operation.wanted(), CaConfiguration.MAPPING::write));
  }

  static Incoming configure(Args args) {
    CaConfiguration given =
        args.in().object("Config", "CAConfiguration", CaConfiguration.MAPPING::read);
    if (given == null) {
      throw new ConsulException.Refused("a configuration is missing");
    }
    return args.perform(new CaOperation(given.asWanted()), Form.DONE);
  }

  static Incoming roots(Args args) {
    return args.ask(new ConnectQuery.Roots(), CaForm.ROOTS);
  }

  static Incoming configuration(Args args) {
    return args.ask(new ConnectQuery.Configuration(), CaForm.CONFIGURATION);
  }
}
