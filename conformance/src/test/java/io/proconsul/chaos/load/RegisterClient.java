package io.proconsul.chaos.load;

import io.proconsul.chaos.check.Call;
import java.util.random.RandomGenerator;

/** Reads, writes, and writes onto what it has just read. */
final class RegisterClient extends Client {
  private final KeyRing keys;
  private final String readMode;
  private int written;

  /** @param readMode the query of its reads, such as {@code ?consistent} */
  RegisterClient(int number, Load load, RandomGenerator random, KeyRing keys, String readMode) {
    super(number, load, random);
    this.keys = keys;
    this.readMode = readMode;
  }

  @Override
  void step() {
    Journal journal = keys.pick(random);
    int dice = random.nextInt(100);
    if (dice < 45) {
      read(journal, readMode, false);
    } else if (dice < 75) {
      String value = fresh();
      write(journal, new Call.Write(value), api -> api.put("/v1/kv/" + journal.key(), value));
    } else {
      compareAndSet(journal);
    }
  }

  private void compareAndSet(Journal journal) {
    Entry seen = read(journal, readMode, false);
    if (seen != null) {
      String value = fresh();
      String path = "/v1/kv/" + journal.key() + "?cas=" + seen.index();
      write(journal, new Call.CompareAndSet(seen.value(), value), api -> api.put(path, value));
    }
  }

  private String fresh() {
    return number + "." + ++written;
  }
}
