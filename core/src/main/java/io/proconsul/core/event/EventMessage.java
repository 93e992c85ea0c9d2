package io.proconsul.core.event;

import io.proconsul.codec.DecodeException;
import io.proconsul.codec.Fields;
import io.proconsul.codec.Sink;
import io.proconsul.codec.Value;
import io.proconsul.codec.msgpack.MsgpackReader;
import io.proconsul.codec.msgpack.MsgpackWriter;
import io.proconsul.model.cluster.UserEvent;
import java.util.Optional;

/**
 * An event as it travels through a gossip pool: a Serf user event under a name of Consul's, with
 * the rest as MessagePack. Pure.
 */
public final class EventMessage {
  /** Before the name that the user gave. */
  public static final String PREFIX = "consul:event:";

  /** Before what the pool refused to send. */
  public static final String REFUSAL_PREFIX = "error broadcasting event: ";

  private EventMessage() {}

  /** What the Serf event is called. */
  public static String name(UserEvent event) {
    return PREFIX + event.name();
  }

  /** Its payload. */
  public static byte[] payload(UserEvent event) {
    return MsgpackWriter.encode(event, EventMessage::write);
  }

  /**
   * Reads a Serf event; empty when it is none of a user's, or its payload none that can be read.
   *
   * @param lamportTime that the pool gave it
   */
  public static Optional<UserEvent> read(long lamportTime, String name, byte[] payload) {
    if (!name.startsWith(PREFIX)) {
      return Optional.empty();
    }
    try {
      return MsgpackReader.read(payload) instanceof Value.Obj object
          ? Optional.of(read(new Fields("UserEvent", object), lamportTime))
          : Optional.empty();
    } catch (DecodeException _) {
      return Optional.empty();
    }
  }

  private static void write(UserEvent event, Sink out) {
    out.beginObject();
    out.field("ID", event.id());
    out.field("n", event.name());
    if (event.payload().length > 0) {
      out.name("p");
      out.bytes(event.payload());
    }
    out.fieldUnlessEmpty("nf", event.nodeFilter());
    out.fieldUnlessEmpty("sf", event.serviceFilter());
    out.fieldUnlessEmpty("tf", event.tagFilter());
    out.field("v", event.version());
    out.endObject();
  }

  private static UserEvent read(Fields in, long lamportTime) {
    return new UserEvent(
        in.string("ID"),
        in.string("n"),
        in.bytes("p"),
        in.string("nf"),
        in.string("sf"),
        in.string("tf"),
        in.integer("v"),
        lamportTime);
  }
}
