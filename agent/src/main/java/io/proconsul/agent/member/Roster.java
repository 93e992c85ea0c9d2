package io.proconsul.agent.member;

import io.proconsul.core.member.Server;
import io.proconsul.model.Member;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * The servers that can be asked, by datacenter. Requests go to the first of a list that is shuffled
 * now and then; one that failed goes to its end. Any thread; bounded by the members of the pools.
 */
public final class Roster {
  private final String own;
  private final RandomGenerator random;
  private final Map<String, List<Server>> byDatacenter = new HashMap<>();
  private volatile Runnable found = () -> {};
  private Map<String, Server> lan = Map.of();
  private Map<String, Server> wan = Map.of();

  /** @param own this agent's datacenter */
  public Roster(String own, RandomGenerator random) {
    this.own = own;
    this.random = random;
  }

  /** Calls when there is a server of the own datacenter again after there was none. */
  public void onServer(Runnable listener) {
    found = listener;
    if (next(own).isPresent()) {
      listener.run();
    }
  }

  /** What the LAN pool has now. */
  public void lan(List<Member> members) {
    boolean first;
    synchronized (this) {
      first = next(own).isEmpty();
      lan = servers(members, Server::of);
      renew(own, lan.values().stream().filter(Server::alive).toList());
      first &= next(own).isPresent();
    }
    if (first) {
      found.run();
    }
  }

  /** What the WAN pool has now; the own datacenter is better known from the LAN. */
  public synchronized void wan(List<Member> members) {
    wan = servers(members, Server::ofWan);
    Map<String, List<Server>> others = new HashMap<>();
    for (Server server : wan.values()) {
      if (server.alive() && !server.datacenter().equals(own)) {
        others.computeIfAbsent(server.datacenter(), _ -> new ArrayList<>()).add(server);
      }
    }
    byDatacenter.keySet().removeIf(dc -> !dc.equals(own) && !others.containsKey(dc));
    others.forEach(this::renew);
  }

  /** Keeps the order of those that stay; new ones come at a random place. */
  private void renew(String datacenter, List<Server> alive) {
    List<Server> order = byDatacenter.computeIfAbsent(datacenter, _ -> new ArrayList<>());
    Map<String, Server> now = new LinkedHashMap<>();
    alive.forEach(server -> now.put(server.id(), server));
    List<Server> kept = new ArrayList<>();
    for (Server server : order) {
      Server same = now.remove(server.id());
      if (same != null) {
        kept.add(same);
      }
    }
    now.values().forEach(server -> kept.add(random.nextInt(kept.size() + 1), server));
    order.clear();
    order.addAll(kept);
  }

  /** The server to ask next; empty when none of that datacenter is alive. */
  public synchronized Optional<Server> next(String datacenter) {
    List<Server> order = byDatacenter.getOrDefault(datacenter, List.of());
    return order.isEmpty() ? Optional.empty() : Optional.of(order.getFirst());
  }

  /** It did not answer: others come first now. */
  public synchronized void failed(Server server) {
    List<Server> order = byDatacenter.getOrDefault(server.datacenter(), new ArrayList<>());
    if (order.size() > 1 && order.getFirst().id().equals(server.id())) {
      order.add(order.removeFirst());
    }
  }

  /** Spreads the load of many agents anew. */
  public synchronized void shuffle() {
    byDatacenter
        .values()
        .forEach(order -> Collections.shuffle(order, new java.util.Random(random.nextLong())));
  }

  /** A server of the own datacenter, alive or not. */
  public synchronized Optional<Server> byId(String id) {
    return Optional.ofNullable(lan.get(id));
  }

  /** All servers of the own datacenter, dead ones among them. */
  public synchronized List<Server> ownServers() {
    return List.copyOf(lan.values());
  }

  /** Servers of a datacenter that are alive, in no order. */
  public synchronized List<Server> alive(String datacenter) {
    return List.copyOf(byDatacenter.getOrDefault(datacenter, List.of()));
  }

  /** All datacenters of which a server is known, alive or not, and the own. */
  public synchronized List<String> datacenters() {
    TreeSet<String> names = new TreeSet<>();
    names.add(own);
    wan.values().forEach(server -> names.add(server.datacenter()));
    return List.copyOf(names);
  }

  /** By node id: one server has one, whatever it is called. */
  private static Map<String, Server> servers(
      List<Member> members, Function<Member, Optional<Server>> read) {
    Map<String, Server> servers = new LinkedHashMap<>();
    for (Member member : members) {
      read.apply(member).ifPresent(server -> {
        Server other = servers.get(server.id());
        if (other == null || server.alive() || !other.alive()) {
          servers.put(server.id(), server);
        }
      });
    }
    return servers;
  }
}
