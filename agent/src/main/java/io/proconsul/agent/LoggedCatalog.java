package io.proconsul.agent;

import io.proconsul.core.api.ConsulException;
import io.proconsul.core.api.Outcome;
import io.proconsul.core.command.CatalogCommand;
import io.proconsul.core.local.Catalog;
import io.proconsul.core.state.Registration;
import io.proconsul.model.HealthCheck;
import io.proconsul.model.ServiceInstance;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A catalog that tells the log what was brought to it, in Consul's words. */
record LoggedCatalog(Catalog catalog) implements Catalog {
  private static final Logger LOG = LoggerFactory.getLogger("agent");

  @Override
  public void view(Outcome<View> outcome) {
    catalog.view(outcome);
  }

  @Override
  public Registration watch(String node, Observer observer) {
    return catalog.watch(node, observer);
  }

  @Override
  public void submit(CatalogCommand command, Outcome<Boolean> outcome) {
    catalog.submit(command, new Outcome<>() {
      @Override
      public void done(Boolean result) {
        tell(command);
        outcome.done(result);
      }

      @Override
      public void failed(ConsulException cause) {
        LOG.atWarn()
            .addKeyValue("error", cause.getMessage())
            .log("Syncing with the catalog failed");
        outcome.failed(cause);
      }
    });
  }

  private static void tell(CatalogCommand command) {
    switch (command) {
      case CatalogCommand.Register register -> {
        ServiceInstance service = register.service();
        if (service != null) {
          LOG.atInfo().addKeyValue("service", service.id()).log("Synced service");
        }
        for (HealthCheck check : register.checks()) {
          LOG.atInfo().addKeyValue("check", check.checkId()).log("Synced check");
        }
        if (service == null && register.checks().isEmpty()) {
          LOG.info("Synced node info");
        }
      }
      case CatalogCommand.Deregister(var _, String service, String check) ->
        LOG.atInfo()
            .addKeyValue(
                service.isEmpty() ? "check" : "service", service.isEmpty() ? check : service)
            .log(service.isEmpty() ? "Deregistered check" : "Deregistered service");
    }
  }
}
