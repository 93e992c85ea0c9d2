package io.proconsul.gossip.swim;

import io.proconsul.gossip.wire.Message;
import io.proconsul.gossip.wire.MessageWriter;
import io.proconsul.gossip.wire.NodeAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * What the parts of one machine share: its identity, its members, the time, and what is to be done.
 */
final class Node {
  private static final int COMPOUND_HEADER = 2;
  private static final int COMPOUND_PART = 2;
  private static final int USER_HEADER = 1;
  private static final long UINT32 = 0xffffffffL;

  final Settings settings;
  final Delegate delegate;
  final RandomGenerator random;
  final Members members;
  final BroadcastQueue broadcasts;
  final Awareness awareness;
  final Timers timers = new Timers();
  long now;
  private List<Effect> effects = new ArrayList<>();
  private long seqNo;

  Node(Settings settings, Delegate delegate, RandomGenerator random) {
    this.settings = settings;
    this.delegate = delegate;
    this.random = random;
    this.members = new Members(random);
    this.awareness = new Awareness(settings.tuning().probing().maxSlowdown());
    this.broadcasts =
        new BroadcastQueue(settings.tuning().spreading().retransmits(), Settings.MAX_MEMBERS);
  }

  List<Effect> takeEffects() {
    List<Effect> taken = effects;
    effects = new ArrayList<>();
    return taken;
  }

  void emit(Effect effect) {
    effects.add(effect);
  }

  void note(Effect.Level level, String text) {
    effects.add(new Effect.Note(level, text));
  }

  long nextSeqNo() {
    seqNo = seqNo + 1 & UINT32;
    return seqNo;
  }

  Message.Source source() {
    return new Message.Source(settings.address(), settings.name());
  }

  boolean isSelf(Member member) {
    return member.name.equals(settings.name());
  }

  boolean othersLive() {
    return members.any(member -> !member.isGone() && !isSelf(member));
  }

  Timers.Timer after(Duration time, Runnable action) {
    return timers.at(now + time.toNanos(), action);
  }

  /** Calls again and again, the first time at a random moment so that nodes do not go in step. */
  void every(Duration interval, Runnable action) {
    long nanos = Math.max(1_000_000, interval.toNanos());
    repeat(now + random.nextLong(nanos), nanos, action);
  }

  private void repeat(long time, long interval, Runnable action) {
    timers.at(time, () -> {
      action.run();
      repeat(Math.max(time + interval, now), interval, action);
    });
  }

  /** One packet with this message and as much news as fits beside it. */
  void send(NodeAddress to, Message message) {
    byte[] bytes = MessageWriter.write(message);
    List<byte[]> news =
        takeNews(settings.packetBytes() - COMPOUND_HEADER - COMPOUND_PART - bytes.length);
    if (news.isEmpty()) {
      emit(new Effect.Send(to, List.of(bytes), false));
      return;
    }
    List<byte[]> all = new ArrayList<>(news.size() + 1);
    all.add(bytes);
    all.addAll(news);
    emit(new Effect.Send(to, all, false));
  }

  void sendAlone(Member to, List<byte[]> messages) {
    emit(new Effect.Send(to.address, messages, to.knowsCrc()));
  }

  /** News for a packet with nothing else in it. */
  List<byte[]> takeNews() {
    return takeNews(settings.packetBytes() - COMPOUND_HEADER);
  }

  /** The membership's news goes before the delegate's. */
  private List<byte[]> takeNews(int limit) {
    List<byte[]> news = broadcasts.take(COMPOUND_PART, limit, members.size());
    int free = limit;
    for (byte[] message : news) {
      free -= message.length + COMPOUND_PART;
    }
    if (free <= COMPOUND_PART + USER_HEADER) {
      return news;
    }
    List<byte[]> payloads = delegate.broadcasts(COMPOUND_PART + USER_HEADER, free);
    if (payloads.isEmpty()) {
      return news;
    }
    List<byte[]> all = new ArrayList<>(news);
    for (byte[] payload : payloads) {
      all.add(MessageWriter.write(new Message.User(payload)));
    }
    return all;
  }
}
