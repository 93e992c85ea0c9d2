package io.proconsul.gossip.swim;

import io.proconsul.gossip.wire.Message;
import io.proconsul.gossip.wire.MessageWriter;
import io.proconsul.gossip.wire.NodeAddress;
import io.proconsul.gossip.wire.Versions;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is believed of what is said (SWIM, section 4.2): a higher incarnation wins, of the same one
 * the worse news, and only a member itself raises its incarnation. What changes a belief is passed
 * on.
 */
final class Rules {
  private static final int MAX_NAME = 512;
  private static final long MAX_INCARNATION = 0xffffffffL;

  private final Node node;
  private long ownIncarnation;
  private boolean leaving;

  Rules(Node node) {
    this.node = node;
  }

  private static void nothing() {}

  boolean isLeaving() {
    return leaving;
  }

  /** Makes known what this node is now. */
  void announceSelf(Runnable passedOn) {
    byte[] metadata = node.delegate.metadata(Settings.METADATA_BYTES);
    if (metadata.length > Settings.METADATA_BYTES) {
      throw new IllegalStateException("Node meta data provided is longer than the limit");
    }
    Settings settings = node.settings;
    Message.Alive self = new Message.Alive(
        raiseAbove(ownIncarnation),
        settings.name(),
        settings.address(),
        metadata,
        settings.versions());
    Member member = node.members.find(settings.name());
    if (member == null) {
      member = new Member(self);
      node.members.add(member);
    }
    accept(member, self, passedOn);
  }

  /**
   * This node says goodbye; its own word for it is what makes others call it left and not failed.
   */
  void leave(Runnable passedOn) {
    leaving = true;
    Member self = node.members.find(node.settings.name());
    if (self == null || self.isGone()) {
      passedOn.run();
      return;
    }
    bury(self, new Message.Dead(self.incarnation, self.name, self.name), passedOn);
  }

  void alive(Message.Alive heard) {
    Message.Alive alive = heard.address().port() == 0 ? withOwnPort(heard) : heard;
    boolean self = alive.node().equals(node.settings.name());
    if (self && leaving || !isAcceptable(alive)) {
      return;
    }
    Member member = node.members.find(alive.node());
    boolean moved = member != null && !member.address.equals(alive.address());
    if (member == null) {
      member = newcomer(alive);
    } else if (moved && !mayMove(member, alive)) {
      return;
    }
    if (member == null) {
      return;
    }
    if (self) {
      refuteImpostor(member, alive);
    } else if (alive.incarnation() > member.incarnation || moved) {
      accept(member, alive, Rules::nothing);
    }
  }

  /** As memberlist: who says no port has the same one. */
  private Message.Alive withOwnPort(Message.Alive alive) {
    return new Message.Alive(
        alive.incarnation(),
        alive.node(),
        new NodeAddress(alive.address().ip(), node.settings.address().port()),
        alive.metadata(),
        alive.versions());
  }

  private boolean isAcceptable(Message.Alive alive) {
    if (alive.node().isEmpty()
        || alive.node().length() > MAX_NAME
        || alive.metadata().length > Settings.METADATA_BYTES) {
      node.note(Effect.Level.WARN, "Ignoring an alive message of no proper size");
      return false;
    }
    Versions.Range spoken = alive.versions().protocol();
    if (spoken.min() == 0 || spoken.max() == 0 || spoken.min() > spoken.max()) {
      node.note(
          Effect.Level.WARN,
          "Ignoring an alive message for '%s' (%s) because protocol version(s) are wrong: "
                  .formatted(alive.node(), alive.address())
              + "%d <= %d <= %d should be >0"
                  .formatted(spoken.min(), spoken.current(), spoken.max()));
      return false;
    }
    Optional<String> refusal = node.delegate.refuseAlive(peer(alive, Peer.State.ALIVE));
    refusal.ifPresent(reason -> node.note(
        Effect.Level.WARN, "ignoring alive message for '" + alive.node() + "': " + reason));
    return refusal.isEmpty();
  }

  private @Nullable Member newcomer(Message.Alive alive) {
    if (!node.settings.allowed().test(alive.address().ip())) {
      node.note(
          Effect.Level.WARN,
          "Rejected node %s (%s): %s is not allowed"
              .formatted(alive.node(), alive.address().ip(), alive.address().ip()));
      return null;
    }
    if (node.members.size() >= Settings.MAX_MEMBERS) {
      node.note(Effect.Level.WARN, "Rejected node " + alive.node() + ": too many members");
      return null;
    }
    Member member = new Member(alive);
    node.members.add(member);
    return member;
  }

  /** A name stays with its address as long as its holder may live. */
  private boolean mayMove(Member member, Message.Alive alive) {
    NodeAddress to = alive.address();
    if (!node.settings.allowed().test(to.ip())) {
      node.note(
          Effect.Level.WARN,
          "Rejected IP update from %s to %s for node %s: %s is not allowed"
              .formatted(member.address.ip(), to.ip(), member.name, to.ip()));
      return false;
    }
    long reclaim = node.settings.tuning().suspecting().reclaim().toNanos();
    boolean failedLongAgo =
        member.state == Peer.State.DEAD && reclaim > 0 && node.now - member.changedAt > reclaim;
    if (member.state == Peer.State.LEFT || failedLongAgo) {
      node.note(
          Effect.Level.INFO,
          "Updating address for left or failed node %s from %s to %s"
              .formatted(member.name, member.address, to));
      return true;
    }
    node.note(
        Effect.Level.ERROR,
        "Conflicting address for %s. Mine: %s Theirs: %s Old state: %s"
            .formatted(member.name, member.address, to, member.state));
    node.delegate.conflict(member.peer(), peer(alive, Peer.State.ALIVE));
    return false;
  }

  /** Someone remembers what this node was before its restart, or speaks in its name. */
  private void refuteImpostor(Member self, Message.Alive alive) {
    boolean same = alive.incarnation() == self.incarnation
        && Arrays.equals(alive.metadata(), self.metadata)
        && alive.versions().equals(self.versions);
    if (alive.incarnation() < self.incarnation || same) {
      return;
    }
    refute(self, alive.incarnation());
    node.note(
        Effect.Level.WARN,
        "Refuting an alive message for '%s' (%s)".formatted(self.name, alive.address()));
  }

  private void accept(Member member, Message.Alive alive, Runnable passedOn) {
    clearSuspicion(member);
    Peer before = member.peer();
    boolean back = member.isGone();
    member.incarnation = alive.incarnation();
    member.address = alive.address();
    member.metadata = alive.metadata();
    member.versions = alive.versions();
    member.become(Peer.State.ALIVE, node.now);
    node.broadcasts.add(member.name, MessageWriter.write(alive), passedOn);
    Peer after = member.peer();
    if (back) {
      node.delegate.joined(after);
    } else if (!Arrays.equals(before.metadata(), after.metadata())
        || !before.address().equals(after.address())
        || !before.versions().equals(after.versions())) {
      node.delegate.updated(after);
    }
  }

  void suspect(Message.Suspect suspect) {
    Member member = node.members.find(suspect.node());
    if (member == null || suspect.incarnation() < member.incarnation) {
      return;
    }
    if (member.suspicion != null) {
      confirm(member, member.suspicion, suspect);
      return;
    }
    if (!member.isAlive()) {
      return;
    }
    if (node.isSelf(member)) {
      refute(member, suspect.incarnation());
      node.note(Effect.Level.WARN, "Refuting a suspect message (from: " + suspect.from() + ")");
      return;
    }
    node.broadcasts.add(member.name, MessageWriter.write(suspect));
    member.incarnation = suspect.incarnation();
    member.become(Peer.State.SUSPECT, node.now);
    Suspicion suspicion =
        new Suspicion(node.now, node.settings.tuning(), node.members.size(), suspect.from());
    member.suspicion = suspicion;
    member.suspicionTimer = node.timers.at(suspicion.deadline(), () -> giveUp(member));
  }

  private void confirm(Member member, Suspicion suspicion, Message.Suspect suspect) {
    if (!suspicion.confirm(suspect.from())) {
      return;
    }
    node.broadcasts.add(member.name, MessageWriter.write(suspect));
    cancelTimer(member);
    member.suspicionTimer = node.timers.at(suspicion.deadline(), () -> giveUp(member));
  }

  private void giveUp(Member member) {
    Suspicion suspicion = member.suspicion;
    if (suspicion == null || member.state != Peer.State.SUSPECT) {
      return;
    }
    node.note(
        Effect.Level.INFO,
        "Marking %s as failed, suspect timeout reached (%d peer confirmations)"
            .formatted(member.name, suspicion.confirmations()));
    dead(new Message.Dead(member.incarnation, member.name, node.settings.name()));
  }

  void dead(Message.Dead dead) {
    Member member = node.members.find(dead.node());
    if (member == null || dead.incarnation() < member.incarnation) {
      return;
    }
    clearSuspicion(member);
    if (member.isGone()) {
      return;
    }
    if (node.isSelf(member) && !leaving) {
      refute(member, dead.incarnation());
      node.note(Effect.Level.WARN, "Refuting a dead message (from: " + dead.from() + ")");
      return;
    }
    bury(member, dead, Rules::nothing);
  }

  private void bury(Member member, Message.Dead dead, Runnable passedOn) {
    node.broadcasts.add(member.name, MessageWriter.write(dead), passedOn);
    member.incarnation = dead.incarnation();
    boolean ownWord = dead.node().equals(dead.from());
    member.become(ownWord ? Peer.State.LEFT : Peer.State.DEAD, node.now);
    node.delegate.left(member.peer());
  }

  /** Outbids the accusation, and takes it as a sign of being slow. */
  private void refute(Member self, long accused) {
    self.incarnation = raiseAbove(accused);
    node.awareness.apply(1);
    node.broadcasts.add(self.name, MessageWriter.write(self.alive()));
  }

  /**
   * Nobody can outbid the largest number that the wire holds; it is kept and does not begin anew.
   */
  private long raiseAbove(long incarnation) {
    ownIncarnation = Math.min(MAX_INCARNATION, Math.max(ownIncarnation, incarnation) + 1);
    return ownIncarnation;
  }

  private void clearSuspicion(Member member) {
    member.suspicion = null;
    cancelTimer(member);
  }

  private void cancelTimer(Member member) {
    if (member.suspicionTimer != null) {
      node.timers.cancel(member.suspicionTimer);
      member.suspicionTimer = null;
    }
  }

  static Peer peer(Message.Alive alive, Peer.State state) {
    return new Peer(alive.node(), alive.address(), alive.metadata(), state, alive.versions());
  }
}
