package io.proconsul.core.command;

import java.util.List;

/**
 * Gives a service of the mesh addresses beside its own, in place of those it was given before.
 * Another service that had one of them loses it.
 *
 * @param service with or without capitals
 * @param addresses dotted
 */
public record VirtualIpCommand(String service, List<String> addresses)
    implements Command<VirtualIpCommand.Outcome> {
  public VirtualIpCommand {
    addresses = List.copyOf(addresses);
  }

  /**
   * How it went.
   *
   * @param found whether the service is in the mesh; nothing changes otherwise
   * @param unassignedFrom services that lost an address
   */
  public record Outcome(boolean found, List<String> unassignedFrom) {
    public Outcome {
      unassignedFrom = List.copyOf(unassignedFrom);
    }
  }
}
