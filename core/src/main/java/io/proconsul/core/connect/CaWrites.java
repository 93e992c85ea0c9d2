package io.proconsul.core.connect;

import io.proconsul.core.command.CaCommand;
import io.proconsul.core.state.Key;
import io.proconsul.core.state.Mark;
import io.proconsul.core.state.Tx;
import io.proconsul.model.connect.CaConfiguration;
import io.proconsul.model.connect.CaKey;
import io.proconsul.model.connect.CaRoot;
import java.util.ArrayList;
import java.util.List;

/** Keeps the certificate authority. On the state machine's thread. */
public final class CaWrites {
  static final byte[] ONLY = Key.of("configuration");

  private static final byte[] ALL = new byte[0];

  private CaWrites() {}

  public static boolean apply(Tx tx, CaCommand command) {
    CaConfiguration present = tx.caConfiguration.get(ONLY);
    if ((present == null ? 0 : present.modifyIndex()) != command.index()) {
      return false;
    }
    long created = present == null ? tx.index() : present.createIndex();
    addConfiguration(tx, command.configuration().withIndexes(created, tx.index()));
    tx.touch(Mark.CA_CONFIGURATION);
    if (replaceRoots(tx, command.roots())) {
      tx.touch(Mark.CA_ROOTS);
    }
    tx.caKeys.removePrefix(ALL);
    command.keys().forEach(key -> addKey(tx, key));
    return true;
  }

  /** Whether any of them is new, another than before, or no longer there. */
  private static boolean replaceRoots(Tx tx, List<CaRoot> roots) {
    List<CaRoot> replaced = new ArrayList<>();
    boolean changed = false;
    for (CaRoot root : roots) {
      CaRoot before = tx.caRoots.get(Key.of(root.id()));
      long created = before == null ? tx.index() : before.createIndex();
      boolean same = before != null
          && before.equals(root.withIndexes(before.createIndex(), before.modifyIndex()));
      changed |= !same;
      replaced.add(same ? before : root.withIndexes(created, tx.index()));
    }
    changed |= roots.size() != tx.caRoots.size();
    tx.caRoots.removePrefix(ALL);
    replaced.forEach(root -> addRoot(tx, root));
    return changed;
  }

  /** Puts it in as a snapshot has it, as do the next two. */
  public static void addConfiguration(Tx tx, CaConfiguration configuration) {
    tx.caConfiguration.put(ONLY, configuration);
  }

  public static void addRoot(Tx tx, CaRoot root) {
    tx.caRoots.put(Key.of(root.id()), root);
  }

  public static void addKey(Tx tx, CaKey key) {
    tx.caKeys.put(Key.of(key.rootId()), key);
  }
}
