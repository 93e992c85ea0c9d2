package io.proconsul.core.catalog;

import io.proconsul.core.command.VirtualIpCommand;
import io.proconsul.core.state.Key;
import io.proconsul.core.state.Mark;
import io.proconsul.core.state.Tx;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Addresses that somebody chose for services of the mesh: each belongs to one service, while any
 * instance of it is there. On the state machine's thread.
 */
public final class ManualVips {
  private ManualVips() {}

  public static VirtualIpCommand.Outcome assign(Tx tx, VirtualIpCommand command) {
    String name = Mark.lower(command.service());
    if (tx.virtualIps.get(Key.of(name)) == null) {
      return new VirtualIpCommand.Outcome(false, List.of());
    }
    release(tx, name);
    Set<String> losers = new LinkedHashSet<>();
    for (String address : command.addresses()) {
      String owner = tx.manualVipOwners.get(Key.of(address));
      if (owner != null && !owner.equals(name)) {
        losers.add(owner);
        tx.manualVips.remove(Key.of(owner, address));
      }
      add(tx, name, address);
    }
    return new VirtualIpCommand.Outcome(true, List.copyOf(losers));
  }

  /** Fills both tables; snapshots use it, too. */
  public static void add(Tx tx, String name, String address) {
    tx.manualVips.put(Key.of(name, address), address);
    tx.manualVipOwners.put(Key.of(address), name);
  }

  static void release(Tx tx, String name) {
    List<String> addresses = new ArrayList<>();
    tx.manualVips.forEachWithPrefix(Key.prefix(name), (_, address) -> {
      addresses.add(address);
      return true;
    });
    for (String address : addresses) {
      tx.manualVips.remove(Key.of(name, address));
      tx.manualVipOwners.remove(Key.of(address));
    }
  }
}
