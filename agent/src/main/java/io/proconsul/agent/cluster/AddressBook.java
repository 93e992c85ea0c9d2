package io.proconsul.agent.cluster;

import io.proconsul.agent.member.Roster;
import io.proconsul.core.member.Server;
import io.proconsul.core.run.StateMachine;
import io.proconsul.core.state.Key;
import io.proconsul.core.state.Tables;
import io.proconsul.model.Node;
import io.proconsul.model.ServiceInstance;
import java.util.Optional;

/**
 * Where servers are, by node id: as gossip has it now, else as the catalog had it last. Addresses
 * are never part of who a server is, so all of them may change. Any thread.
 *
 * @param self this server as it advertises itself
 */
public record AddressBook(Server self, Roster roster, StateMachine machine) {

  /** The server of that id; empty when nobody ever heard of it. */
  public Optional<Server> find(String nodeId) {
    if (nodeId.equals(self.id())) {
      return Optional.of(self);
    }
    return roster.byId(nodeId).or(() -> remembered(nodeId));
  }

  /** {@code host:port}; empty when it is not known. */
  public String address(String nodeId) {
    return find(nodeId).map(Server::address).orElse("");
  }

  private Optional<Server> remembered(String nodeId) {
    Tables tables = machine.tables();
    String name = tables.nodesById().get(Key.of(nodeId));
    if (name == null) {
      return Optional.empty();
    }
    Node node = tables.nodes().get(Key.of(name));
    if (node == null) {
      return Optional.empty();
    }
    ServiceInstance consul = tables.services().get(Key.of(name, "consul"));
    if (consul == null || consul.port() < 1) {
      return Optional.empty();
    }
    return Optional.of(Server.remembered(node, consul.port()));
  }
}
