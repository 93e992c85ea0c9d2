package io.proconsul.core.testing;

import io.proconsul.core.leader.LeaderNotes;
import java.util.ArrayList;
import java.util.List;

/** Keeps what operators would read. */
public final class QuietNotes implements LeaderNotes {
  public final List<String> infos = new ArrayList<>();
  public final List<String> errors = new ArrayList<>();

  @Override
  public void info(String text) {
    infos.add(text);
  }

  @Override
  public void warn(String text) {
    errors.add(text);
  }

  @Override
  public void error(String text) {
    errors.add(text);
  }
}
