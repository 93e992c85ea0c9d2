package io.proconsul.core.dns;

import io.proconsul.core.api.ConsulException;
import io.proconsul.core.preparedquery.execution.Execution;
import io.proconsul.core.query.PreparedQueryQuery;
import io.proconsul.core.query.Query;
import io.proconsul.core.run.StateMachine;
import io.proconsul.core.state.Tables;
import io.proconsul.core.state.WatchSet;
import io.proconsul.model.query.QueryAnswer;
import java.util.Arrays;
import java.util.function.Supplier;

/**
 * Finds what may be answered to a question, from the tables or from what it found before. One for
 * an agent; any thread.
 */
public final class DnsResolver {
  private static final int MAX_FOLLOWED = 3;
  private static final int MAX_ANSWERS = 8_192;
  private static final int MAX_FAILURES = 2_048;

  /**
   * Answers of names that are there, and of those that are not, lest many of these push those out.
   */
  private record Held(DnsSettings settings, byte[] domain, AnswerSets found, AnswerSets failed) {
    static Held empty(DnsSettings settings) {
      byte[] labels = WireName.absolute(settings.domain())
          .orElseThrow(() -> new IllegalArgumentException("domain: " + settings.domain()))
          .labels();
      return new Held(
          settings,
          Arrays.copyOf(labels, labels.length + 1),
          new AnswerSets(MAX_ANSWERS),
          new AnswerSets(MAX_FAILURES));
    }
  }

  static final String NO_PATH = "No path to datacenter";

  private final Supplier<Tables> tables;
  private final boolean here;
  private final Elsewhere elsewhere;
  private final String node;
  private volatile Held held;

  /** Of a server that knows no other datacenter. */
  public DnsResolver(Supplier<Tables> tables, DnsSettings settings) {
    this(tables, true, DnsResolver::noPath, "", settings);
  }

  /**
   * @param here whether the tables are those of the agent's datacenter; a client has none
   * @param elsewhere knows the rest
   * @param node this agent's name
   */
  public DnsResolver(
      Supplier<Tables> tables,
      boolean here,
      Elsewhere elsewhere,
      String node,
      DnsSettings settings) {
    this.tables = tables;
    this.here = here;
    this.elsewhere = elsewhere;
    this.node = node;
    this.held = Held.empty(settings);
  }

  public DnsSettings settings() {
    return held.settings();
  }

  /** From now on these settings count, as after a reload. */
  public void update(DnsSettings settings) {
    held = Held.empty(settings);
  }

  /** The domain in wire form, for answers whose question does not end with it. */
  byte[] mainDomain() {
    return held.domain();
  }

  boolean isOurs(DnsQuestion question) {
    DnsName name = DnsName.parse(question.name(), question.type(), settings()).name();
    return !(name instanceof DnsName.Outside);
  }

  /**
   * Answers from the tables.
   *
   * @throws DnsSource.NotAtOnce when others must be asked
   */
  DnsAnswer answer(DnsQuestion question) {
    Held now = held;
    AnswerSets.Key key = new AnswerSets.Key(question.foldedName(), question.type());
    DnsAnswer found = now.found().get(key);
    if (found == null) {
      found = now.failed().get(key);
    }
    return found == null ? find(now, key, question) : found;
  }

  private DnsAnswer find(Held now, AnswerSets.Key key, DnsQuestion question) {
    WatchSet watches = new WatchSet();
    Lookup lookup = new Lookup(new Local(tables.get()), now.settings(), watches, MAX_FOLLOWED);
    DnsAnswer answer = lookup.answer(question.foldedName(), question.type());
    boolean there = answer.code() == ResponseCode.NO_ERROR;
    (there ? now.found() : now.failed()).put(key, answer, watches);
    return answer;
  }

  /**
   * Answers with what others know as well, and waits for it. Nothing of it is kept.
   *
   * @throws ConsulException when they do not answer
   */
  DnsAnswer answerPatiently(DnsQuestion question) {
    DnsSource source = here ? new Patient(tables.get()) : new Remote();
    return new Lookup(source, held.settings(), new WatchSet(), MAX_FOLLOWED)
        .answer(question.foldedName(), question.type());
  }

  /** What can be said at once. */
  private class Local implements DnsSource {
    private final Tables now;

    Local(Tables now) {
      this.now = now;
    }

    @Override
    public <R> R read(Query<R> query, String datacenter, WatchSet watches) {
      if (!here || !datacenter.isEmpty()) {
        throw new NotAtOnce();
      }
      R result = StateMachine.read(now, query, watches).result();
      if (query instanceof PreparedQueryQuery.Execute execute
          && Execution.beyond(now, execute, (QueryAnswer) result).isPresent()) {
        throw new NotAtOnce();
      }
      return result;
    }

    @Override
    public boolean isOrdered(
        PreparedQueryQuery.Execute query, String datacenter, WatchSet watches) {
      return Execution.isOrdered(now, query);
    }

    @Override
    public String node() {
      return node;
    }
  }

  /** What only others know, and may be waited for. */
  private class Remote implements DnsSource {
    @Override
    public <R> R read(Query<R> query, String datacenter, WatchSet watches) {
      return elsewhere.ask(datacenter, query);
    }

    /** Whoever was asked has shuffled, or sorted. */
    @Override
    public boolean isOrdered(
        PreparedQueryQuery.Execute query, String datacenter, WatchSet watches) {
      return true;
    }

    @Override
    public String node() {
      return node;
    }
  }

  /** Both. */
  private final class Patient extends Remote {
    private final Local local;

    Patient(Tables now) {
      local = new Local(now);
    }

    @Override
    public <R> R read(Query<R> query, String datacenter, WatchSet watches) {
      try {
        return local.read(query, datacenter, watches);
      } catch (NotAtOnce _) {
        return super.read(query, datacenter, watches);
      }
    }

    @Override
    public boolean isOrdered(
        PreparedQueryQuery.Execute query, String datacenter, WatchSet watches) {
      return !datacenter.isEmpty() || local.isOrdered(query, datacenter, watches);
    }
  }

  private static <R> R noPath(String datacenter, Query<R> query) {
    throw new ConsulException.Refused(NO_PATH);
  }

  /** Whether this agent has tables of its datacenter. */
  public boolean isHere() {
    return here;
  }

  /** Whether the tables were ever filled, so that there is something stale to read. */
  public boolean hasState() {
    return tables.get().index() > 0;
  }
}
