package io.proconsul.core.session;

import io.proconsul.core.api.ConsulException;
import io.proconsul.core.command.SessionCommand;
import io.proconsul.core.kv.KvWrites;
import io.proconsul.core.preparedquery.PreparedQueryWrites;
import io.proconsul.core.state.Key;
import io.proconsul.core.state.Mark;
import io.proconsul.core.state.Tx;
import io.proconsul.model.HealthCheck;
import io.proconsul.model.Session;
import java.util.ArrayList;
import java.util.List;

/** Creates and ends sessions, and with them the locks they hold. On the state machine's thread. */
public final class SessionWrites {
  private SessionWrites() {}

  public static String create(Tx tx, SessionCommand.Create command) {
    Session session = command.session();
    String node = Mark.lower(session.node());
    if (tx.nodes.get(Key.of(node)) == null) {
      throw new ConsulException.Refused("Missing node registration");
    }
    if (tx.sessions.get(Key.of(session.id())) != null) {
      throw new ConsulException.Refused("Session '" + session.id() + "' exists already");
    }
    for (String id : SessionIndexes.checksOf(session)) {
      HealthCheck check = tx.checks.get(Key.of(node, id));
      if (check == null) {
        throw new ConsulException.Refused("Missing check '" + id + "' registration");
      }
      if (check.critical()) {
        throw new ConsulException.Refused("Check '" + id + "' is in critical state");
      }
    }
    SessionIndexes.add(tx, session.withIndexes(tx.index(), tx.index()));
    tx.touch(Mark.SESSIONS);
    return session.id();
  }

  /** Ends a session; unknown ids are no error. */
  public static void destroy(Tx tx, String id) {
    Session session = tx.sessions.get(Key.of(id));
    if (session == null) {
      return;
    }
    SessionIndexes.remove(tx, session);
    endLocks(tx, session);
    PreparedQueryWrites.sessionEnded(tx, id);
    tx.touch(Mark.SESSIONS);
  }

  /** Ends every session that depends on a check which became critical or went away. */
  public static void checkFailed(Tx tx, String node, String checkId) {
    collect(tx.sessionsByCheck, Key.prefix(Mark.lower(node), checkId))
        .forEach(id -> destroy(tx, id));
  }

  /** Ends every session of a node that went away. */
  public static void nodeGone(Tx tx, String node) {
    collect(tx.sessionsByNode, Key.prefix(Mark.lower(node))).forEach(id -> destroy(tx, id));
  }

  private static void endLocks(Tx tx, Session session) {
    boolean delete = session.behavior().equals(Session.DELETE);
    long delayMillis = session.lockDelay().toMillis();
    for (String key : collect(tx.keysBySession, Key.prefix(session.id()))) {
      tx.keysBySession.remove(Key.of(session.id(), key));
      KvWrites.endLock(tx, key, delete);
      if (delayMillis > 0) {
        tx.lockDelays.put(Key.of(key), tx.nowMillis() + delayMillis);
      }
    }
  }

  private static List<String> collect(io.proconsul.core.state.Txn<String> table, byte[] prefix) {
    List<String> values = new ArrayList<>();
    table.forEachWithPrefix(prefix, (_, value) -> {
      values.add(value);
      return true;
    });
    return values;
  }
}
