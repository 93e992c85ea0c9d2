package io.proconsul.core.run;

import io.proconsul.core.api.ConsulException;
import io.proconsul.core.api.Outcome;
import io.proconsul.core.api.Params;
import io.proconsul.core.api.ReadOptions;
import io.proconsul.core.operation.StatusOperation;
import io.proconsul.core.query.PreparedQueryQuery;
import io.proconsul.model.query.PreparedQuery;
import io.proconsul.model.query.QueryAnswer;
import io.proconsul.model.query.ServiceQuery;
import io.proconsul.model.query.ServiceQuery.Target;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Asks other datacenters, one after the other, for what a prepared query has not found in its own.
 * Those that nobody knows are passed over. Belongs to one execution; callbacks come on any thread,
 * one at a time.
 */
final class Failover implements Cancellation {
  private static final ReadOptions PLAIN = ReadOptions.parse(Params.NONE);

  private final ActionRunner.Ports ports;
  private final String own;
  private final PreparedQueryQuery.ExecuteHere question;
  private final Consumer<QueryAnswer> done;
  private QueryAnswer last;
  private int asked;
  private volatile boolean cancelled;
  private volatile Cancellation under = Cancellation.NONE;

  /**
   * @param own the datacenter that has nothing
   * @param done gets what was found, or what was told last
   */
  Failover(
      ActionRunner.Ports ports,
      String own,
      QueryAnswer nothing,
      PreparedQueryQuery.ExecuteHere question,
      Consumer<QueryAnswer> done) {
    this.ports = ports;
    this.own = own;
    this.last = nothing;
    this.question = question;
    this.done = done;
  }

  void start() {
    StatusOperation<List<String>> operation = new StatusOperation.Datacenters();
    ports.operations().perform(operation, new Outcome<>() {
      @Override
      public void done(List<String> nearestFirst) {
        List<String> others =
            nearestFirst.stream().filter(name -> !name.equals(own)).toList();
        next(places(question.query(), others).iterator());
      }

      @Override
      public void failed(ConsulException cause) {
        done.accept(last);
      }
    });
  }

  /** Where to ask, in this order and each once. */
  static Set<Target> places(PreparedQuery query, List<String> nearestFirst) {
    ServiceQuery.Failover failover = query.service().failover();
    Set<Target> places = new LinkedHashSet<>();
    nearestFirst.stream()
        .limit(failover.nearestN())
        .forEach(name -> places.add(new Target("", name)));
    Objects.requireNonNullElse(failover.datacenters(), List.<String>of()).stream()
        .filter(nearestFirst::contains)
        .forEach(name -> places.add(new Target("", name)));
    Objects.requireNonNullElse(failover.targets(), List.<Target>of()).stream()
        .filter(target -> !target.peer().isEmpty() || nearestFirst.contains(target.datacenter()))
        .forEach(places::add);
    return places;
  }

  private void next(Iterator<Target> places) {
    while (places.hasNext() && !cancelled) {
      Target place = places.next();
      asked++;
      last = last.withFailovers(asked);
      if (place.peer().isEmpty()) {
        ask(place.datacenter(), places);
        return;
      }
      // Nothing is imported from peers, so there is nothing to be found.
    }
    if (!cancelled) {
      done.accept(last);
    }
  }

  private void ask(String datacenter, Iterator<Target> places) {
    under = ports.remote().ask(datacenter, question, PLAIN, new Outcome<>() {
      @Override
      public void done(Remote.Reply<QueryAnswer> reply) {
        last = reply.result().withFailovers(asked);
        if (last.nodes().isEmpty()) {
          next(places);
        } else {
          done.accept(last);
        }
      }

      @Override
      public void failed(ConsulException cause) {
        next(places);
      }
    });
    if (cancelled) {
      under.cancel();
    }
  }

  @Override
  public void cancel() {
    cancelled = true;
    under.cancel();
  }
}
