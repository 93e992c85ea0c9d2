package io.proconsul.core.catalog;

import io.proconsul.core.state.Key;
import io.proconsul.core.state.Mark;
import io.proconsul.core.state.Tx;
import io.proconsul.model.ServiceAddress;
import io.proconsul.model.ServiceInstance;
import java.util.Map;
import java.util.TreeMap;

/**
 * Addresses out of 240.0.0.0/4 for services of the mesh: one each while any instance is there, the
 * same on every server. On the state machine's thread.
 */
public final class VirtualIps {
  /** The name of the tagged address under which an instance shows its service's. */
  public static final String TAG = "consul-virtual";

  private static final long FIRST = 240L << 24;

  private VirtualIps() {}

  /** The dotted address with this number; numbers start at 1. */
  public static String address(long number) {
    long ip = FIRST + number;
    return (ip >> 24 & 255) + "." + (ip >> 16 & 255) + "." + (ip >> 8 & 255) + "." + (ip & 255);
  }

  static ServiceInstance assign(Tx tx, ServiceInstance instance) {
    if (!instance.inMesh()) {
      return instance;
    }
    String address = address(numberFor(tx, Mark.lower(instance.meshName())));
    Map<String, ServiceAddress> addresses = new TreeMap<>(instance.taggedAddresses());
    addresses.put(TAG, new ServiceAddress(address, instance.port()));
    return instance.withTaggedAddresses(addresses);
  }

  static void release(Tx tx, String name) {
    ManualVips.release(tx, name);
    Long number = tx.virtualIps.remove(Key.of(name));
    if (number != null) {
      tx.freeVirtualIps.put(Key.of(number), number);
    }
  }

  private static long numberFor(Tx tx, String name) {
    Long number = tx.virtualIps.get(Key.of(name));
    if (number != null) {
      return number;
    }
    Long free = tx.freeVirtualIps.firstWithPrefix(new byte[0]);
    if (free != null) {
      tx.freeVirtualIps.remove(Key.of(free));
    }
    long chosen = free != null ? free : tx.virtualIps.size() + 1L;
    tx.virtualIps.put(Key.of(name), chosen);
    return chosen;
  }
}
