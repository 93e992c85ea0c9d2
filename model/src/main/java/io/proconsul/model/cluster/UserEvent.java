package io.proconsul.model.cluster;

import io.proconsul.codec.Fields;
import io.proconsul.codec.Mapping;
import io.proconsul.codec.Sink;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An event that a user fired to all agents of a datacenter.
 *
 * @param payload empty for none; not to be changed
 * @param nodeFilter a regular expression on node names; empty for all, as the next two
 * @param version of the form of its message
 * @param lamportTime 0 until the pool has numbered it
 */
public record UserEvent(
    String id,
    String name,
    byte[] payload,
    String nodeFilter,
    String serviceFilter,
    String tagFilter,
    int version,
    long lamportTime) {
  public static final Mapping<UserEvent> MAPPING = new Mapping<>() {
    @Override
    public void write(UserEvent value, Sink out) {
      out.beginObject();
      out.field("ID", value.id);
      out.field("Name", value.name);
      out.name("Payload");
      if (value.payload.length == 0) {
        out.nil();
      } else {
        out.bytes(value.payload);
      }
      out.field("NodeFilter", value.nodeFilter);
      out.field("ServiceFilter", value.serviceFilter);
      out.field("TagFilter", value.tagFilter);
      out.field("Version", value.version);
      out.unsignedField("LTime", value.lamportTime);
      out.endObject();
    }

    @Override
    public UserEvent read(Fields in) {
      return new UserEvent(
          in.string("ID"),
          in.string("Name"),
          in.bytes("Payload"),
          in.string("NodeFilter"),
          in.string("ServiceFilter"),
          in.string("TagFilter"),
          in.integer("Version"),
          in.unsigned("LTime"));
    }
  };

  /** Hexadecimal digits of half a UUID, and their radix. */
  private static final int HALF = 16;

  /** The form that Consul 1.21 sends. */
  public static final int VERSION = 1;

  /**
   * The index of a list that ends with the event of this id: both halves of the UUID, exclusive or.
   * It only tells one event from another. An id that another agent made up may be anything: 1.
   */
  public static long indexOf(String id) {
    String digits = id.replace("-", "");
    try {
      return Long.parseUnsignedLong(digits.substring(0, HALF), HALF)
          ^ Long.parseUnsignedLong(digits.substring(HALF), HALF);
    } catch (NumberFormatException | StringIndexOutOfBoundsException _) {
      return 1;
    }
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof UserEvent that
        && id.equals(that.id)
        && name.equals(that.name)
        && Arrays.equals(payload, that.payload)
        && nodeFilter.equals(that.nodeFilter)
        && serviceFilter.equals(that.serviceFilter)
        && tagFilter.equals(that.tagFilter)
        && version == that.version
        && lamportTime == that.lamportTime;
  }

  @Override
  public int hashCode() {
    return Objects.hash(id, name, lamportTime);
  }
}
