package io.proconsul.codec;

/**
 * How one record is spelled: the single place where its fields have names. Written to any
 * {@link Sink}, read from any {@link Fields}.
 */
public interface Mapping<T> {
  void write(T value, Sink sink);

  /** @throws DecodeException when a field has the wrong type */
  T read(Fields fields);
}
