package io.proconsul.cli.single;

import io.proconsul.cli.api.ApiCommand;
import io.proconsul.cli.api.Failure;
import io.proconsul.cli.command.Terminal;
import io.proconsul.cli.flag.StringFlag;
import io.proconsul.cli.flag.SwitchFlag;
import io.proconsul.cli.text.Columns;
import io.proconsul.cli.text.GoPattern;
import io.proconsul.client.ConsulClient;
import io.proconsul.codec.Value;
import java.util.ArrayList;
import java.util.List;

/** {@code consul members}: who is in the cluster, as the agent sees it. */
public final class Members extends ApiCommand {
  private static final int NONE_MATCHED = 2;

  private final SwitchFlag detailed =
      flags.bool("detailed", false, "Print every tag of each member. The default is false.");
  private final StringFlag filter =
      flags.string("filter", "", "An expression that members must match to be printed.");
  private final StringFlag segment = flags.string(
      "segment",
      "_all",
      "Print only members of this"
          + " network segment. Segments are a Consul Enterprise feature. The default is all.");
  private final StringFlag status = flags.string(
      "status",
      ".*",
      "A regular expression that the"
          + " status of a member must match: alive, leaving, left or failed. The default is all.");
  private final SwitchFlag wan = flags.bool(
      "wan",
      false,
      "Print the servers of all datacenters"
          + " instead of the members of the agent's own. The default is false.");

  public Members() {
    super(Scope.AGENT_PARTITION);
  }

  @Override
  protected int execute(Terminal terminal, ConsulClient client, String[] words) throws Failure {
    GoPattern pattern;
    try {
      pattern = GoPattern.compile(status.get());
    } catch (IllegalArgumentException e) {
      throw new Failure("Failed to compile status regexp: " + e.getMessage());
    }
    List<Member> members = new ArrayList<>();
    for (Value.Obj row : Failure.unless(
        "Error retrieving members",
        () -> client.agent().members(wan.get(), segment.get(), filter.get()))) {
      Member member = Member.of(row);
      if (pattern.matches(member.status())) {
        members.add(member);
      }
    }
    if (members.isEmpty()) {
      return NONE_MATCHED;
    }
    members.sort(Member.ORDER);
    terminal.out(detailed.get() ? details(members) : summary(members));
    return 0;
  }

  private static String summary(List<Member> members) {
    Columns table = new Columns(2)
        .row(
            "Node", "Address", "Status", "Type", "Build", "Protocol", "DC", "Partition", "Segment");
    for (Member member : members) {
      table.row(
          member.name(),
          member.address(),
          member.status(),
          member.type(),
          member.build(),
          member.tag("vsn"),
          member.tag("dc"),
          member.partition(),
          member.segment());
    }
    return table.toString();
  }

  private static String details(List<Member> members) {
    Columns table = new Columns(2).row("Node", "Address", "Status", "Tags");
    for (Member member : members) {
      table.row(member.name(), member.address(), member.status(), member.allTags());
    }
    return table.toString();
  }

  @Override
  protected String usage() {
    return """
        Usage: consul members [options]

          Prints the members of the cluster as the agent sees them. Exits with status 2
          when no member matches.

              $ consul members
              $ consul members -status=alive""";
  }
}
