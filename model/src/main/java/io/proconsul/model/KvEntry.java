package io.proconsul.model;

import io.proconsul.codec.Fields;
import io.proconsul.codec.Mapping;
import io.proconsul.codec.Sink;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One key of the key/value store. {@code flags}, {@code lockIndex} and the indexes are unsigned;
 * {@code session} is empty while nobody holds the key. The value must not be changed.
 */
public record KvEntry(
    String key,
    byte[] value,
    long flags,
    long lockIndex,
    String session,
    long createIndex,
    long modifyIndex) {

  public static final Mapping<KvEntry> MAPPING = new Mapping<>() {
    @Override
    public void write(KvEntry entry, Sink out) {
      out.beginObject();
      out.unsignedField("LockIndex", entry.lockIndex);
      out.field("Key", entry.key);
      out.unsignedField("Flags", entry.flags);
      out.name("Value");
      if (entry.value.length == 0) {
        out.nil();
      } else {
        out.bytes(entry.value);
      }
      out.fieldUnlessEmpty("Session", entry.session);
      out.unsignedField("CreateIndex", entry.createIndex);
      out.unsignedField("ModifyIndex", entry.modifyIndex);
      out.endObject();
    }

    @Override
    public KvEntry read(Fields in) {
      return new KvEntry(
          in.string("Key"),
          in.bytes("Value"),
          in.unsigned("Flags"),
          in.unsigned("LockIndex"),
          in.string("Session"),
          in.unsigned("CreateIndex"),
          in.unsigned("ModifyIndex"));
    }
  };

  /** An entry as a client asks for it, before the store has given it indexes. */
  public static KvEntry of(String key, byte[] value, long flags) {
    return new KvEntry(key, value, flags, 0, "", 0, 0);
  }

  public KvEntry withIndexes(long created, long modified) {
    return new KvEntry(key, value, flags, lockIndex, session, created, modified);
  }

  public KvEntry withValue(byte[] newValue) {
    return new KvEntry(key, newValue, flags, lockIndex, session, createIndex, modifyIndex);
  }

  public KvEntry withLock(long newLockIndex, String newSession) {
    return new KvEntry(key, value, flags, newLockIndex, newSession, createIndex, modifyIndex);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof KvEntry that
        && key.equals(that.key)
        && Arrays.equals(value, that.value)
        && flags == that.flags
        && lockIndex == that.lockIndex
        && session.equals(that.session)
        && createIndex == that.createIndex
        && modifyIndex == that.modifyIndex;
  }

  @Override
  public int hashCode() {
    return key.hashCode() * 31 + Long.hashCode(modifyIndex);
  }
}
