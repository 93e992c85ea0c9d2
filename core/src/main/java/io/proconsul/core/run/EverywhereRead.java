package io.proconsul.core.run;

import io.proconsul.core.api.Action;
import io.proconsul.core.api.ConsulException;
import io.proconsul.core.api.Outcome;
import io.proconsul.core.api.Params;
import io.proconsul.core.api.ReadOptions;
import io.proconsul.core.operation.StatusOperation;
import io.proconsul.core.state.WatchSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * One question to all datacenters: first to the others, all at once, then to the one that the
 * request is for, which may wait. Belongs to one request; callbacks come on any thread.
 */
final class EverywhereRead<R> implements Cancellation {
  private final Others others;
  private final Action.ReadEverywhere<R> read;
  private final Function<Action.Read<R>, Cancellation> own;
  private final Consumer<ConsulException> failed;
  private final Map<String, R> answers = new ConcurrentSkipListMap<>();
  private volatile boolean cancelled;
  private volatile Cancellation last = Cancellation.NONE;

  /** Who answers for other datacenters, and where to go on. */
  record Others(StateMachine machine, ActionRunner.Ports ports, Executor executor) {}

  /**
   * @param own asks the datacenter that the request is for, and answers the request
   * @param failed answers the request when it is not even known which datacenters there are
   */
  EverywhereRead(
      Others others,
      Action.ReadEverywhere<R> read,
      Function<Action.Read<R>, Cancellation> own,
      Consumer<ConsulException> failed) {
    this.others = others;
    this.read = read;
    this.own = own;
    this.failed = failed;
  }

  void start(String datacenter) {
    StatusOperation<List<String>> operation = new StatusOperation.Datacenters();
    Outcome<List<String>> known = new Outcome<>() {
      @Override
      public void done(List<String> all) {
        ask(all.stream().filter(name -> !name.equals(datacenter)).toList());
      }

      @Override
      public void failed(ConsulException cause) {
        failed.accept(cause);
      }
    };
    if (others.ports.remote().isHere("")) {
      others.ports.operations().perform(operation, known);
    } else {
      others.ports.remote().perform("", operation, known);
    }
  }

  private void ask(List<String> datacenters) {
    // One more than there are, so that the end comes once also when there are none.
    AtomicInteger missing = new AtomicInteger(datacenters.size() + 1);
    for (String datacenter : datacenters) {
      if (others.ports.remote().isHere(datacenter)) {
        answers.put(
            datacenter,
            StateMachine.read(others.machine.tables(), read.query(), new WatchSet())
                .result());
        end(missing);
      } else {
        ask(datacenter, missing);
      }
    }
    end(missing);
  }

  private void ask(String datacenter, AtomicInteger missing) {
    others
        .ports
        .remote()
        .ask(datacenter, read.query(), ReadOptions.parse(Params.NONE), new Outcome<>() {
          @Override
          public void done(Remote.Reply<R> reply) {
            answers.put(datacenter, reply.result());
            end(missing);
          }

          @Override
          public void failed(ConsulException cause) {
            end(missing);
          }
        });
  }

  private void end(AtomicInteger missing) {
    if (missing.decrementAndGet() == 0) {
      others.executor.execute(this::askOwn);
    }
  }

  private void askOwn() {
    if (cancelled) {
      return;
    }
    last = own.apply(new Action.Read<>(read.query(), read.render().apply(Map.copyOf(answers))));
    if (cancelled) {
      last.cancel();
    }
  }

  @Override
  public void cancel() {
    cancelled = true;
    last.cancel();
  }
}
