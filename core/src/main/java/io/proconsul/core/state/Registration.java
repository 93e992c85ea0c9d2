package io.proconsul.core.state;

/** A callback that waits for something; whoever made it cancels it when it no longer cares. */
@FunctionalInterface
public interface Registration {
  /** Takes constant time and leaves nothing behind; does nothing once the callback has begun. */
  void cancel();
}
