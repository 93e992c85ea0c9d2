package io.proconsul.core.local;

import java.util.List;

/**
 * Where an agent keeps what was registered over its API. Writes of one entry keep their order; the
 * callbacks come once it is on disk, on any thread. Any thread.
 */
public interface LocalStore {
  /** What is kept. */
  enum Kind {
    SERVICE,
    CHECK,
    CHECK_STATE
  }

  /** Hears how a write ended. */
  interface Done {
    Done IGNORED = _ -> {};

    /** @param problem empty when it is on disk */
    void ended(String problem);
  }

  /** Keeps nothing: for agents without a data folder. */
  LocalStore NONE = new LocalStore() {
    @Override
    public boolean keeps() {
      return false;
    }

    @Override
    public void put(Kind kind, String id, byte[] json, Done done) {
      done.ended("");
    }

    @Override
    public void remove(Kind kind, String id, Done done) {
      done.ended("");
    }

    @Override
    public List<byte[]> load(Kind kind) {
      return List.of();
    }
  };

  /** Whether anything outlives the agent. */
  boolean keeps();

  void put(Kind kind, String id, byte[] json, Done done);

  void remove(Kind kind, String id, Done done);

  /** All entries; called at start, before anything is written. May block. */
  List<byte[]> load(Kind kind);
}
