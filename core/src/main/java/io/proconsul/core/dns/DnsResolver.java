package io.proconsul.core.dns;

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

  private final Supplier<Tables> tables;
  private volatile Held held;

  public DnsResolver(Supplier<Tables> tables, DnsSettings settings) {
    this.tables = tables;
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
    Lookup lookup = new Lookup(tables.get(), now.settings(), watches, MAX_FOLLOWED);
    DnsAnswer answer = lookup.answer(question.foldedName(), question.type());
    boolean there = answer.code() == ResponseCode.NO_ERROR;
    (there ? now.found() : now.failed()).put(key, answer, watches);
    return answer;
  }

  /** Whether the tables were ever filled, so that there is something stale to read. */
  public boolean hasState() {
    return tables.get().index() > 0;
  }
}
