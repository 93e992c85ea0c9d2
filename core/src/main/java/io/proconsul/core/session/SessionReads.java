package io.proconsul.core.session;

import io.proconsul.core.query.Answer;
import io.proconsul.core.query.SessionQuery;
import io.proconsul.core.state.Key;
import io.proconsul.core.state.Mark;
import io.proconsul.core.state.Tables;
import io.proconsul.core.state.WatchSet;
import io.proconsul.model.Session;
import java.util.ArrayList;
import java.util.List;

/** Answers questions about sessions. Pure; any thread. */
public final class SessionReads {
  private SessionReads() {}

  public static Answer<?> read(Tables tables, SessionQuery<?> query, WatchSet watches) {
    return switch (query) {
      case SessionQuery.Info info -> info(tables, info, watches);
      case SessionQuery.OfNode node -> ofNode(tables, node, watches);
      case SessionQuery.All _ -> all(tables, watches);
    };
  }

  private static Answer<List<Session>> info(
      Tables tables, SessionQuery.Info query, WatchSet watches) {
    Session session = tables.sessions().get(Key.of(query.id()), watches);
    return session == null
        ? new Answer<>(List.of(), tableIndex(tables))
        : new Answer<>(List.of(session), session.modifyIndex());
  }

  private static Answer<List<Session>> ofNode(
      Tables tables, SessionQuery.OfNode query, WatchSet watches) {
    List<Session> found = new ArrayList<>();
    tables
        .sessionsByNode()
        .forEachWithPrefix(Key.prefix(Mark.lower(query.node())), watches, (_, id) -> {
          Session session = tables.sessions().get(Key.of(id));
          if (session != null) {
            found.add(session);
          }
          return true;
        });
    return new Answer<>(found, tableIndex(tables));
  }

  private static Answer<List<Session>> all(Tables tables, WatchSet watches) {
    List<Session> found = new ArrayList<>();
    tables.mark(Mark.SESSIONS, watches);
    tables.sessions().forEach((_, session) -> {
      found.add(session);
      return true;
    });
    return new Answer<>(found, tableIndex(tables));
  }

  private static long tableIndex(Tables tables) {
    Long index = tables.marks().get(Mark.SESSIONS);
    return index == null ? 1 : index;
  }
}
