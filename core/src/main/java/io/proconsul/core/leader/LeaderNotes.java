package io.proconsul.core.leader;

/** Hears what an operator should read in the log about the leader's doings. Does not block. */
public interface LeaderNotes {
  void info(String text);

  void warn(String text);

  void error(String text);
}
