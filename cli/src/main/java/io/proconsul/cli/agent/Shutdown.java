package io.proconsul.cli.agent;

import io.proconsul.agent.Consul;
import io.proconsul.agent.config.AgentConfig;
import io.proconsul.agent.config.ProcessConfig;
import io.proconsul.core.api.ConsulException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Heeds signals until one ends the agent, and says with which status. Runs on the main thread. */
record Shutdown(Signals signals, AgentConfig config) {
  private static final Logger LOG = LoggerFactory.getLogger("agent");

  /** 0 after a leave, 1 when the process ends without one, as in Consul. */
  int await(Consul consul) {
    ProcessConfig process = config.operation().process();
    while (true) {
      Signals.Kind signal = signals.next();
      boolean leaves = switch (signal) {
        case HUP -> {
          caught("hangup");
          reload(consul);
          yield false;
        }
        case INT -> {
          caught("interrupt");
          yield !process.skipLeaveOnInterrupt();
        }
        case TERM -> {
          caught("terminated");
          yield process.leaveOnTerminate();
        }
        case LEAVE -> true;
      };
      if (signal != Signals.Kind.HUP) {
        LOG.info(
            leaves ? "Gracefully shutting down agent..." : "Graceful shutdown disabled. Exiting");
        return leaves ? 0 : 1;
      }
    }
  }

  private static void caught(String signal) {
    LOG.atInfo().addKeyValue("signal", signal).log("Caught");
  }

  private static void reload(Consul consul) {
    LOG.info("Reloading configuration...");
    try {
      consul.reload();
    } catch (ConsulException e) {
      LOG.atError().addKeyValue("error", e.getMessage()).log("Reload config failed");
    }
  }
}
