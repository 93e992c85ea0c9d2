package io.proconsul.core.dns;

import io.proconsul.core.api.ConsulException;
import io.proconsul.core.dns.DnsAnswer.Choice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * Takes a message to its answer. Belongs to one thread at a time, since it writes into its own
 * buffer; many share a resolver.
 */
public final class DnsResponder {
  /** What became of a message. */
  public sealed interface Verdict {
    /** The answer is in {@link #buffer}. */
    record Answered(int length) implements Verdict {}

    /** There is to be no answer. */
    record Ignored() implements Verdict {}

    /** Other servers must be asked: {@link #respondPatiently}. */
    record Ask() implements Verdict {}

    /** A recursor is to answer. */
    record Recurse(DnsQuestion question) implements Verdict {}

    /** A recursor is to say where these names lead; then {@link #complete} answers. */
    record Follow(Pending pending, List<String> names) implements Verdict {}
  }

  /** An answer that lacks what recursors know. */
  public static final class Pending {
    private final DnsQuestion question;
    private final boolean overTcp;
    private final DnsAnswer answer;
    private final List<Choice> picked;

    private Pending(DnsQuestion question, boolean overTcp, DnsAnswer answer, List<Choice> picked) {
      this.question = question;
      this.overTcp = overTcp;
      this.answer = answer;
      this.picked = picked;
    }
  }

  /**
   * A record from outside.
   *
   * @param owner the name in wire form with its root; so are {@code data}, without pointers
   */
  public record ForeignRecord(byte[] owner, int type, byte[] data) {}

  private static final Verdict ASK = new Verdict.Ask();
  private static final Verdict IGNORED = new Verdict.Ignored();
  private static final int ZERO_BIT = 0x0040;
  private static final int CODE_MASK = 0x000f;
  private static final int MOST_FOLLOWED = 16;

  /** Records are much alike, so guesses by their share are good; halving comes after. */
  private static final int MOST_GUESSES = 6;

  private final DnsResolver resolver;
  private final LongSupplier nowSeconds;
  private final MessageWriter writer = new MessageWriter();
  private final Picks picks;
  private final List<DnsRecord> answers = new ArrayList<>();
  private final List<DnsRecord> extras = new ArrayList<>();

  /** The clock gives seconds since 1970. */
  public DnsResponder(DnsResolver resolver, RandomGenerator random, LongSupplier nowSeconds) {
    this.resolver = resolver;
    this.nowSeconds = nowSeconds;
    this.picks = new Picks(random);
  }

  /** Holds the answer until the next message. */
  public byte[] buffer() {
    return writer.buffer();
  }

  /** Answers at once, or says what is needed to. */
  public Verdict respond(byte[] message, int length, boolean overTcp) {
    return respond(message, length, overTcp, false);
  }

  /** The same, but waits for other servers where they must be asked. */
  public Verdict respondPatiently(byte[] message, int length, boolean overTcp) {
    return respond(message, length, overTcp, true);
  }

  private Verdict respond(byte[] message, int length, boolean overTcp, boolean patient) {
    return switch (QuestionParser.parse(message, length)) {
      case QuestionParser.Parsed.Ignored _ -> IGNORED;
      case QuestionParser.Parsed.Rejected(int id, int flags, int code) ->
        new Verdict.Answered(reject(id, flags, code));
      case QuestionParser.Parsed.Asked(DnsQuestion question) -> respond(question, overTcp, patient);
    };
  }

  /** Answers what could not be answered: that there is no leader, or no recursor. */
  public int fail(DnsQuestion question, int code, boolean authoritative) {
    int flags = flags(question) | (authoritative ? DnsQuestion.FLAG_AUTHORITATIVE : 0) | code;
    begin(question, flags, 0, true);
    if (question.edns() != null && code != ResponseCode.REFUSED) {
      writer.edns(question.edns());
    }
    return writer.length();
  }

  /** Answers with what the recursors said; a name they know nothing of is left out. */
  public int complete(Pending pending, Map<String, List<ForeignRecord>> found) {
    List<Choice> completed = new ArrayList<>(pending.picked.size());
    Map<String, List<DnsRecord>> known = new HashMap<>();
    found.forEach((name, records) -> known.put(
        name,
        records.stream().limit(Aliases.MOST_RECORDS).map(DnsResponder::record).toList()));
    for (Choice choice : pending.picked) {
      List<DnsRecord> more = known.getOrDefault(choice.external(), List.of());
      completed.add(with(choice, more));
    }
    return write(pending.question, pending.overTcp, pending.answer, completed);
  }

  /** Whether the message asks for something that only the tables know. */
  public boolean asksForState(byte[] message, int length) {
    return QuestionParser.parse(message, length)
            instanceof QuestionParser.Parsed.Asked(DnsQuestion question)
        && resolver.isOurs(question);
  }

  /** Answers that the tables are not to be had now; nothing to a message that is no question. */
  public Verdict failForLackOfState(byte[] message, int length) {
    return QuestionParser.parse(message, length)
            instanceof QuestionParser.Parsed.Asked(DnsQuestion question)
        ? new Verdict.Answered(fail(question, ResponseCode.SERVER_FAILURE, true))
        : IGNORED;
  }

  private Verdict respond(DnsQuestion question, boolean overTcp, boolean patient) {
    if (question.type() == RecordType.AXFR) {
      return new Verdict.Answered(fail(question, ResponseCode.NOT_IMPLEMENTED, true));
    }
    try {
      DnsAnswer answer = patient ? resolver.answerPatiently(question) : resolver.answer(question);
      return respond(question, overTcp, answer);
    } catch (DnsSource.NotAtOnce _) {
      return ASK;
    } catch (ConsulException e) {
      return String.valueOf(e.getMessage()).endsWith(DnsResolver.NO_PATH)
          ? respond(question, overTcp, DnsAnswer.nameError())
          : new Verdict.Answered(fail(question, ResponseCode.SERVER_FAILURE, true));
    }
  }

  private Verdict respond(DnsQuestion question, boolean overTcp, DnsAnswer answer) {
    DnsSettings settings = resolver.settings();
    if (answer.elsewhere()) {
      if (settings.recursion()) {
        return new Verdict.Recurse(question);
      }
      if (answer.code() == ResponseCode.REFUSED) {
        return new Verdict.Answered(fail(question, ResponseCode.REFUSED, false));
      }
    }
    int most = Truncation.mostAnswers(question, overTcp, settings);
    List<Choice> picked = picks.pick(answer, most);
    if (settings.recursion()) {
      List<String> names = picked.stream()
          .map(Choice::external)
          .filter(name -> !name.isEmpty())
          .distinct()
          .limit(MOST_FOLLOWED)
          .toList();
      if (!names.isEmpty()) {
        List<Choice> kept = List.copyOf(picked);
        return new Verdict.Follow(new Pending(question, overTcp, answer, kept), names);
      }
    }
    return new Verdict.Answered(write(question, overTcp, answer, picked));
  }

  private int write(DnsQuestion question, boolean overTcp, DnsAnswer answer, List<Choice> picked) {
    DnsSettings settings = resolver.settings();
    answers.clear();
    extras.clear();
    for (Choice choice : picked) {
      answers.addAll(choice.answers());
      extras.addAll(choice.extras());
    }
    int most = Truncation.mostAnswers(question, overTcp, settings);
    boolean left = Math.min(answer.choices().size(), answer.most()) > picked.size();
    boolean cut = left && answer.soa() != DnsAnswer.Soa.ANSWER || answers.size() > most;
    boolean compress = !settings.disableCompression();
    boolean measuredWhole = cut && Truncation.isPlainUdp(question, overTcp);
    Draft draft = new Draft(question, answer, compress && !measuredWhole);
    int count = Math.min(answers.size(), most);
    int limit = Truncation.mostBytes(question, overTcp);
    int fitting = fitting(draft, count, cut, limit);
    boolean truncated = cut || fitting < count;
    if (compress != draft.compress() || fitting < count) {
      compose(new Draft(question, answer, compress), fitting, truncated);
    }
    if (truncated && settings.enableTruncate()) {
      writer.flag(DnsQuestion.FLAG_TRUNCATED);
    }
    return writer.length();
  }

  /** The most answers that fit, but one at least; when all do, they have been written. */
  private int fitting(Draft draft, int count, boolean cut, int limit) {
    int tooLong = compose(draft, count, cut);
    if (tooLong <= limit || count <= 1) {
      return count;
    }
    int fits = 1;
    int shortEnough = 0;
    int tooMany = count;
    for (int tries = 0; tooMany - fits > 1; tries++) {
      int share = (tooMany - fits) * (limit - shortEnough) / (tooLong - shortEnough);
      int guess = tries < MOST_GUESSES ? fits + share : (fits + tooMany) >>> 1;
      int middle = Math.clamp(guess, fits + 1, tooMany - 1);
      int length = compose(draft, middle, true);
      if (length <= limit) {
        fits = middle;
        shortEnough = length;
      } else {
        tooMany = middle;
        tooLong = length;
      }
    }
    return fits;
  }

  /** What is to be written, except how much of it. */
  private record Draft(DnsQuestion question, DnsAnswer answer, boolean compress) {}

  private int compose(Draft draft, int count, boolean cut) {
    DnsQuestion question = draft.question();
    DnsAnswer answer = draft.answer();
    int flags = flags(question) | DnsQuestion.FLAG_AUTHORITATIVE | answer.code();
    begin(question, flags, answer.domainLength(), draft.compress());
    DnsSettings.Soa soa = resolver.settings().soa();
    switch (answer.soa()) {
      case NONE -> writer.answers(answers, count);
      case ANSWER -> {
        writer.soa(soa, true, nowSeconds.getAsLong());
        writer.authority(answers);
      }
      case AUTHORITY -> writer.soa(soa, false, nowSeconds.getAsLong());
    }
    writer.extras(cut ? Truncation.needed(answers.subList(0, count), extras) : extras);
    if (question.edns() != null && !cut) {
      writer.edns(question.edns());
    }
    return writer.length();
  }

  private void begin(DnsQuestion question, int flags, int domainLength, boolean compress) {
    byte[] name = question.name();
    byte[] domain = domainLength == 0
        ? resolver.mainDomain()
        : Arrays.copyOfRange(name, name.length - domainLength, name.length);
    writer.begin(question, flags, domain, compress);
  }

  private int flags(DnsQuestion question) {
    int available = resolver.settings().recursion() ? DnsQuestion.FLAG_RECURSION_AVAILABLE : 0;
    return question.echoedFlags() | available;
  }

  /** A bare header: there is no question that could be repeated. */
  private int reject(int id, int flags, int code) {
    int dropped = DnsQuestion.FLAG_AUTHORITATIVE | ZERO_BIT | CODE_MASK;
    writer.header(id, flags & ~dropped | DnsQuestion.FLAG_RESPONSE | code);
    return writer.length();
  }

  private static Choice with(Choice choice, List<DnsRecord> more) {
    List<DnsRecord> answers = new ArrayList<>(choice.answers());
    List<DnsRecord> extras = new ArrayList<>(choice.extras());
    int ttl = answers.isEmpty() ? 0 : answers.get(0).ttl();
    boolean beside = !answers.isEmpty() && answers.get(0).type() == RecordType.SRV;
    more.forEach(record -> (beside ? extras : answers).add(record.withTtl(ttl)));
    return new Choice(answers, extras);
  }

  private static DnsRecord record(ForeignRecord foreign) {
    WireName owner = WireName.ofWire(foreign.owner());
    return foreign.type() == RecordType.CNAME
        ? DnsRecord.alias(owner, 0, WireName.ofWire(foreign.data()))
        : new DnsRecord(owner, foreign.type(), 0, foreign.data(), null, false);
  }
}
