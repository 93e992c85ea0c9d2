package io.proconsul.core.command;

/**
 * A part of a state that is to replace the present one; the last one does it. Parts come in order.
 * The first of another restore ends one that is not complete.
 *
 * @param restore which restore it belongs to; the same for all its parts
 * @param number of this part, from 0 on
 * @param data of the stream of {@code SnapshotCodec}; at most {@value #MAX_DATA} bytes
 */
public record RestoreCommand(String restore, long number, boolean last, byte[] data)
    implements Command<Boolean> {
  /** Small enough to go through the log beside other entries. */
  public static final int MAX_DATA = 384 * 1024;
}
