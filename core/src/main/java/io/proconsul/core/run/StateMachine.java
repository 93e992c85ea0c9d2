package io.proconsul.core.run;

import io.proconsul.core.api.ConsulException;
import io.proconsul.core.catalog.CatalogReads;
import io.proconsul.core.catalog.CatalogWrites;
import io.proconsul.core.catalog.ManualVips;
import io.proconsul.core.command.AutopilotCommand;
import io.proconsul.core.command.CaCommand;
import io.proconsul.core.command.CatalogCommand;
import io.proconsul.core.command.Command;
import io.proconsul.core.command.CoordinateCommand;
import io.proconsul.core.command.KvCommand;
import io.proconsul.core.command.PreparedQueryCommand;
import io.proconsul.core.command.RestoreCommand;
import io.proconsul.core.command.SessionCommand;
import io.proconsul.core.command.Stamped;
import io.proconsul.core.command.TxnCommand;
import io.proconsul.core.command.TxnOutcome;
import io.proconsul.core.command.VirtualIpCommand;
import io.proconsul.core.connect.CaReads;
import io.proconsul.core.connect.CaWrites;
import io.proconsul.core.coordinate.CoordinateReads;
import io.proconsul.core.coordinate.CoordinateWrites;
import io.proconsul.core.coordinate.NearOrder;
import io.proconsul.core.health.HealthReads;
import io.proconsul.core.kv.KvReads;
import io.proconsul.core.kv.KvWrites;
import io.proconsul.core.operator.AutopilotReads;
import io.proconsul.core.operator.AutopilotWrites;
import io.proconsul.core.operator.UsageReads;
import io.proconsul.core.preparedquery.PreparedQueryWrites;
import io.proconsul.core.preparedquery.execution.Execution;
import io.proconsul.core.query.Answer;
import io.proconsul.core.query.AutopilotQuery;
import io.proconsul.core.query.CatalogQuery;
import io.proconsul.core.query.ConnectQuery;
import io.proconsul.core.query.CoordinateQuery;
import io.proconsul.core.query.HealthQuery;
import io.proconsul.core.query.KvQuery;
import io.proconsul.core.query.Near;
import io.proconsul.core.query.PreparedQueryQuery;
import io.proconsul.core.query.Query;
import io.proconsul.core.query.SessionQuery;
import io.proconsul.core.query.TxnQuery;
import io.proconsul.core.query.UsageQuery;
import io.proconsul.core.session.SessionReads;
import io.proconsul.core.session.SessionWrites;
import io.proconsul.core.snapshot.Assembly;
import io.proconsul.core.snapshot.MachineImage;
import io.proconsul.core.state.Tables;
import io.proconsul.core.state.Tx;
import io.proconsul.core.state.WatchSet;
import io.proconsul.core.txn.TxnReads;
import io.proconsul.core.txn.TxnWrites;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The state of a server. Commands are applied by one thread, in log order; readers on any thread
 * take {@link #tables} and hold no lock. An expected refusal is a value, so every replica sees it.
 */
public final class StateMachine {
  private volatile Tables tables = Tables.empty();
  private final AtomicLong restores = new AtomicLong();

  /** How far indexes of the state are before those of the log, since a restore brought higher. */
  private long ahead;

  private @Nullable Assembly pending;

  public Tables tables() {
    return tables;
  }

  /** Applies one command; the outcome, or the {@link ConsulException} that refuses it. */
  public Object apply(long logIndex, Stamped stamped) {
    long index = logIndex + ahead;
    if (pending != null && pending.isStale(stamped.nowMillis())) {
      pending = null;
    }
    if (stamped.command() instanceof RestoreCommand part) {
      return restore(index, part, stamped.nowMillis());
    }
    Tx tx = new Tx(tables, index, stamped.nowMillis());
    Object outcome;
    try {
      outcome = run(tx, stamped.command());
    } catch (ConsulException refusal) {
      return refusal;
    }
    if (outcome instanceof TxnOutcome txn && txn.rolledBack()) {
      return txn;
    }
    tables = tx.commit();
    tx.fire();
    return outcome;
  }

  /** Takes a part of a state; with the last all is replaced. */
  private Object restore(long index, RestoreCommand part, long nowMillis) {
    Assembly before = pending;
    pending = null;
    try {
      Assembly now = Assembly.add(before, part, nowMillis);
      if (!part.last()) {
        pending = now;
        return true;
      }
      Tables whole = now.whole();
      // Whoever knows an index of the old state or of the restored one sees higher ones only.
      long reached = Math.max(index, whole.index() + 1);
      ahead += reached - index;
      restore(new Tx(whole, reached, nowMillis).commit());
      return true;
    } catch (IOException e) {
      return new ConsulException.Refused("failed to restore snapshot: " + e.getMessage());
    }
  }

  /** All that this is now. Called by the thread that applies. */
  public MachineImage capture() {
    return new MachineImage(tables, ahead, pending);
  }

  /** Becomes what {@link #capture} took, here or on another server. */
  public void restore(MachineImage image) {
    ahead = image.ahead();
    pending = image.pending();
    restore(image.tables());
  }

  /** How often everything was replaced: what was derived from older tables is void. */
  public long restores() {
    return restores.get();
  }

  /** Replaces everything, as a snapshot says; whoever waits looks again. */
  public void restore(Tables restored) {
    Tables before = tables;
    tables = restored;
    restores.incrementAndGet();
    before.fireAll();
  }

  /** Answers from the given tables, noting in {@code watches} what the answer depends on. */
  @SuppressWarnings("unchecked") // each case returns the answer type that its query declares
  public static <R> Answer<R> read(Tables tables, Query<R> query, WatchSet watches) {
    Answer<?> answer = switch (query) {
      case KvQuery<R> kv -> KvReads.read(tables, kv, watches);
      case SessionQuery<R> session -> SessionReads.read(tables, session, watches);
      case CatalogQuery<R> catalog -> CatalogReads.read(tables, catalog, watches);
      case HealthQuery<R> health -> HealthReads.read(tables, health, watches);
      case CoordinateQuery<R> coordinate -> CoordinateReads.read(tables, coordinate, watches);
      case AutopilotQuery<R> autopilot -> AutopilotReads.read(tables, autopilot, watches);
      case UsageQuery _ -> UsageReads.read(tables, watches);
      case ConnectQuery<R> connect -> CaReads.read(tables, connect, watches);
      case TxnQuery txn -> TxnReads.read(tables, txn);
      case PreparedQueryQuery<R> prepared -> Execution.PLAIN.read(tables, prepared, watches);
      case Near<R>(Query<R> inner, String node) -> near(tables, inner, node, watches);
    };
    return (Answer<R>) answer;
  }

  private static <R> Answer<R> near(Tables tables, Query<R> query, String node, WatchSet watches) {
    Answer<R> answer = read(tables, query, watches);
    return new Answer<>(NearOrder.sort(tables, answer.result(), node, watches), answer.index());
  }

  private static Object run(Tx tx, Command<?> command) {
    return switch (command) {
      case KvCommand kv -> KvWrites.apply(tx, kv);
      case SessionCommand.Create create -> SessionWrites.create(tx, create);
      case SessionCommand.Destroy destroy -> {
        SessionWrites.destroy(tx, destroy.id());
        yield true;
      }
      case CatalogCommand catalog -> CatalogWrites.apply(tx, catalog);
      case VirtualIpCommand addresses -> ManualVips.assign(tx, addresses);
      case CoordinateCommand coordinate -> CoordinateWrites.apply(tx, coordinate);
      case AutopilotCommand autopilot -> AutopilotWrites.apply(tx, autopilot);
      case CaCommand authority -> CaWrites.apply(tx, authority);
      case TxnCommand txn -> TxnWrites.apply(tx, txn);
      case PreparedQueryCommand query -> PreparedQueryWrites.apply(tx, query);
      case RestoreCommand _ -> throw new IllegalStateException("a restore is no change of tables");
    };
  }
}
