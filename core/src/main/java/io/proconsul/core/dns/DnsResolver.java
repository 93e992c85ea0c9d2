package io.proconsul.core.dns;

import io.proconsul.core.api.ConsulException;
import io.proconsul.core.query.Query;
import io.proconsul.core.run.StateMachine;
import io.proconsul.core.state.Tables;
import io.proconsul.core.state.WatchSet;
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
  private volatile Held held;

  /** Of a server that knows no other datacenter. */
  public DnsResolver(Supplier<Tables> tables, DnsSettings settings) {
    this(tables, true, DnsResolver::noPath, settings);
  }

  /**
   * @param here whether the tables are those of the agent's datacenter; a client has none
   * @param elsewhere knows the rest
   */
  public DnsResolver(
      Supplier<Tables> tables, boolean here, Elsewhere elsewhere, DnsSettings settings) {
    this.tables = tables;
    this.here = here;
    this.elsewhere = elsewhere;
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
    Lookup lookup = new Lookup(fromTables(), now.settings(), watches, MAX_FOLLOWED);
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
    DnsSource local = fromTables();
    DnsSource source = new DnsSource() {
      @Override
      public <R> R read(Query<R> query, String datacenter, WatchSet watches) {
        return here && datacenter.isEmpty()
            ? local.read(query, datacenter, watches)
            : elsewhere.ask(datacenter, query);
      }
    };
    return new Lookup(source, held.settings(), new WatchSet(), MAX_FOLLOWED)
        .answer(question.foldedName(), question.type());
  }

  private DnsSource fromTables() {
    Tables now = tables.get();
    return new DnsSource() {
      @Override
      public <R> R read(Query<R> query, String datacenter, WatchSet watches) {
        if (!here || !datacenter.isEmpty()) {
          throw new NotAtOnce();
        }
        return StateMachine.read(now, query, watches).result();
      }
    };
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
