package io.proconsul.core.rpc;

import io.proconsul.codec.Fields;
import io.proconsul.core.api.ConsulException;
import io.proconsul.core.command.SessionCommand;
import io.proconsul.core.operation.SessionOperation;
import io.proconsul.core.query.SessionQuery;
import io.proconsul.core.rpc.form.Form;
import io.proconsul.core.session.SessionRules;
import io.proconsul.model.Session;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * {@code Session}: sessions.
 *
 * @param ids makes the ids of sessions, which callers leave to the server
 */
record SessionCalls(SessionRules rules, Supplier<String> ids) {
  private static final Form<List<Session>> SESSIONS = Form.list("Sessions", Session.MAPPING);
  private static final Form<Optional<Session>> RENEWED =
      Form.atMostOne("Sessions", Session.MAPPING);

  private static final Session NONE =
      new Session("", "", "", Duration.ZERO, "", "", List.of(), null, 0, 0);

  static Question<?> ask(SessionQuery<?> query) {
    return switch (query) {
      case SessionQuery.Info(String id) -> Question.of("Session.Get", "SessionID", id, SESSIONS);
      case SessionQuery.OfNode(String node) ->
        Question.of("Session.NodeSessions", "Node", node, SESSIONS);
      case SessionQuery.All _ -> Question.of("Session.List", SESSIONS);
    };
  }

  static Incoming get(Args args) {
    return args.ask(new SessionQuery.Info(id(args)), SESSIONS);
  }

  static Incoming nodeSessions(Args args) {
    return args.ask(new SessionQuery.OfNode(args.string("Node")), SESSIONS);
  }

  static Incoming list(Args args) {
    return args.ask(new SessionQuery.All(), SESSIONS);
  }

  static Question<?> submit(SessionCommand<?> command) {
    return switch (command) {
      case SessionCommand.Create(Session session) -> apply("create", session, Form.TEXT);
      case SessionCommand.Destroy(String id) ->
        new Question<>(
            "Session.Apply", apply("destroy", NONE.withId(id), Form.TEXT).fields(), _ -> true);
    };
  }

  private static Question<String> apply(String op, Session session, Form<String> form) {
    return Question.of("Session.Apply", "Op", op, form)
        .and(out -> out.field("Session", session, Session.MAPPING::write));
  }

  Incoming apply(Args args) {
    Session session = Objects.requireNonNullElse(
        args.in().object("Session", "Session", SessionCalls::session), NONE);
    String op = args.string("Op");
    return switch (op) {
      case "create" ->
        args.submit(
            new SessionCommand.Create(rules.complete(session.withId(ids.get()).withIndexes(0, 0))),
            "apply failed: ",
            Form.TEXT);
      case "destroy" -> destroy(args, session.id());
      default -> throw new ConsulException.Refused("Invalid session operation \"" + op + '"');
    };
  }

  private static Incoming destroy(Args args, String id) {
    if (id.isEmpty()) {
      throw new ConsulException.Refused("Must provide ID");
    }
    return args.submit(new SessionCommand.Destroy(id), "apply failed: ", ENDED);
  }

  /** Nothing is told of a session that ended. */
  private static final Form<Boolean> ENDED = Form.scalar((_, out) -> out.string(""), _ -> true);

  static Question<?> perform(SessionOperation<?> operation) {
    return switch (operation) {
      case SessionOperation.Renew(String id) ->
        Question.of("Session.Renew", "SessionID", id, RENEWED);
    };
  }

  static Incoming renew(Args args) {
    return args.perform(new SessionOperation.Renew(id(args)), RENEWED);
  }

  /** {@code Session} is how callers before 1.7 said it. */
  private static String id(Args args) {
    String id = args.string("SessionID");
    return id.isEmpty() ? args.string("Session") : id;
  }

  /** {@code Checks} is what the checks of the node were called before 1.7. */
  private static Session session(Fields in) {
    Session session = Session.MAPPING.read(in);
    List<String> old = in.strings("Checks");
    if (old == null || old.isEmpty()) {
      return session;
    }
    Set<String> all = new LinkedHashSet<>(session.nodeChecks());
    all.addAll(old);
    return session.withNodeChecks(List.copyOf(all));
  }
}
