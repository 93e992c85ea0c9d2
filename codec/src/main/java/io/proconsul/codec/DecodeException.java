package io.proconsul.codec;

/** Bytes that are not what they should be; the message is fit for the user who sent them. */
public final class DecodeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public DecodeException(String message) {
    super(message);
  }
}
