package io.proconsul.core.leader;

import io.proconsul.codec.DecodeException;
import io.proconsul.core.api.ConsulException;
import io.proconsul.core.api.Outcome;
import io.proconsul.core.command.CaCommand;
import io.proconsul.core.connect.CaChange;
import io.proconsul.core.connect.CaReads;
import io.proconsul.core.connect.RootMaker;
import io.proconsul.core.connect.RootRules;
import io.proconsul.core.run.Cancellation;
import io.proconsul.model.connect.CaConfiguration;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * While this server leads: sees to it that the mesh has a certificate authority, changes it, and
 * forgets old roots. The first leader of a datacenter makes it; those after it find it in the
 * state. Any thread; makes a root on the executor's, since that takes a while.
 */
public final class Authority {
  static final Duration RETRY = Duration.ofSeconds(1);
  static final Duration PRUNE = Duration.ofHours(1);

  /** Takes a command into this server's own log, or fails: it must lead. */
  @FunctionalInterface
  public interface Log {
    void append(CaCommand command, Outcome<Boolean> outcome);
  }

  /**
   * What the authority is made with.
   *
   * @param configured with the id that a new cluster gets
   */
  public record Setup(CaConfiguration configured, RootMaker maker, Log log, Executor executor) {}

  private final Setup setup;
  private final LeaderPorts ports;
  private boolean leading;
  private long reign;
  private Cancellation next = Cancellation.NONE;
  private Cancellation nextPrune = Cancellation.NONE;

  public Authority(Setup setup, LeaderPorts ports) {
    this.setup = setup;
    this.ports = ports;
  }

  /** Called when this server begins to lead, with all that was committed before applied. */
  public void start() {
    long mine;
    synchronized (this) {
      next.cancel();
      leading = true;
      mine = ++reign;
      planPrune(mine);
    }
    look(mine);
  }

  /** Called when this server no longer leads. */
  public synchronized void stop() {
    leading = false;
    reign++;
    next.cancel();
    nextPrune.cancel();
  }

  /** Goes by something else from now on. */
  public void configure(CaConfiguration wanted, Outcome<Boolean> outcome) {
    setup.executor.execute(() -> change(wanted, outcome));
  }

  private void change(CaConfiguration wanted, Outcome<Boolean> outcome) {
    Optional<CaCommand> change;
    try {
      change = change().configure(wanted);
    } catch (ConsulException e) {
      outcome.failed(e);
      return;
    }
    if (change.isEmpty()) {
      outcome.done(true);
      return;
    }
    setup.log.append(change.get(), new Outcome<>() {
      @Override
      public void done(Boolean changed) {
        if (changed) {
          outcome.done(true);
        } else {
          failed(new ConsulException.Refused("CA configuration was changed meanwhile, try again"));
        }
      }

      @Override
      public void failed(ConsulException cause) {
        outcome.failed(cause);
      }
    });
  }

  private CaChange change() {
    return new CaChange(ports.machine().tables(), setup.maker, ports.clock().instant());
  }

  private void planPrune(long of) {
    nextPrune.cancel();
    nextPrune = ports.timer().after(PRUNE, () -> prune(of));
  }

  private void prune(long of) {
    synchronized (this) {
      if (!leading || reign != of) {
        return;
      }
      planPrune(of);
    }
    change().prune().ifPresent(pruned -> setup.log.append(pruned, NEXT_TIME));
  }

  /** The next hour's does again what did not succeed. */
  private static final Outcome<Boolean> NEXT_TIME = new Outcome<>() {
    @Override
    public void done(Boolean done) {}

    @Override
    public void failed(ConsulException cause) {}
  };

  private void look(long of) {
    if (leads(of) && CaReads.configured(ports.machine().tables()).isEmpty()) {
      setup.executor.execute(() -> make(of));
    }
  }

  private synchronized boolean leads(long of) {
    return leading && reign == of;
  }

  private void make(long of) {
    CaConfiguration configured = setup.configured;
    RootMaker.Made made;
    try {
      // The log only grows, so nobody finds this number again.
      long serialNumber = ports.machine().tables().index() + 1;
      made =
          setup.maker.make(configured.clusterId(), serialNumber, RootRules.of(configured.config()));
    } catch (ConsulException | DecodeException e) {
      failed(of, e);
      return;
    }
    if (leads(of)) {
      CaCommand command = new CaCommand(configured, List.of(made.root()), List.of(made.key()), 0);
      setup.log.append(command, outcome(of));
    }
  }

  private Outcome<Boolean> outcome(long of) {
    return new Outcome<>() {
      @Override
      public void done(Boolean made) {
        if (made) {
          ports
              .notes()
              .info("initialized primary datacenter CA with provider: provider="
                  + setup.configured.provider());
        }
      }

      @Override
      public void failed(ConsulException cause) {
        Authority.this.failed(of, cause);
      }
    };
  }

  private synchronized void failed(long of, RuntimeException cause) {
    if (leading && reign == of) {
      ports.notes().error("failed to initialize CA, trying again: error=" + cause.getMessage());
      next = ports.timer().after(RETRY, () -> look(of));
    }
  }
}
