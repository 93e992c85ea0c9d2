package io.proconsul.core.rpc.form;

import io.proconsul.codec.DecodeException;
import io.proconsul.codec.Fields;
import io.proconsul.codec.Sink;
import io.proconsul.codec.msgpack.MsgpackReader;
import io.proconsul.codec.msgpack.MsgpackWriter;
import io.proconsul.model.cluster.UserEvent;

/**
 * A user's event as agents gossip it: the payload of a Serf event whose name is {@link #PREFIX} and
 * the event's. The pool numbers it, so its time does not travel.
 */
public final class EventForm {
  /** What the names of Serf events begin with that carry one. */
  public static final String PREFIX = "consul:event:";

  private EventForm() {}

  public static byte[] encode(UserEvent event) {
    return MsgpackWriter.encode(event, EventForm::write);
  }

  /**
   * Reads one.
   *
   * @param lamportTime as the pool numbered it
   * @throws DecodeException when the bytes are none
   */
  public static UserEvent decode(byte[] payload, long lamportTime) {
    Fields in = Form.fieldsOf(MsgpackReader.read(payload));
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
}
