package io.proconsul.core.session;

import io.proconsul.core.state.Key;
import io.proconsul.core.state.Mark;
import io.proconsul.core.state.Tx;
import io.proconsul.model.Session;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts sessions into their table and into those that follow from it, and touches nothing: for
 * writes, and for what comes from a snapshot.
 */
public final class SessionIndexes {
  private SessionIndexes() {}

  public static void add(Tx tx, Session session) {
    String node = Mark.lower(session.node());
    String id = session.id();
    tx.sessions.put(Key.of(id), session);
    tx.sessionsByNode.put(Key.of(node, id), id);
    checksOf(session).forEach(check -> tx.sessionsByCheck.put(Key.of(node, check, id), id));
    if (!session.ttlDuration().isZero()) {
      tx.ttlSessions.put(Key.of(session.createIndex()), id);
    }
  }

  static void remove(Tx tx, Session session) {
    String node = Mark.lower(session.node());
    String id = session.id();
    tx.sessions.remove(Key.of(id));
    tx.sessionsByNode.remove(Key.of(node, id));
    checksOf(session).forEach(check -> tx.sessionsByCheck.remove(Key.of(node, check, id)));
    if (!session.ttlDuration().isZero()) {
      tx.ttlSessions.remove(Key.of(session.createIndex()));
    }
  }

  /** All checks that a session depends on, of the node and of services alike. */
  static List<String> checksOf(Session session) {
    List<String> checks = new ArrayList<>(session.nodeChecks());
    if (session.serviceChecks() != null) {
      session.serviceChecks().forEach(check -> checks.add(check.id()));
    }
    return checks;
  }
}
