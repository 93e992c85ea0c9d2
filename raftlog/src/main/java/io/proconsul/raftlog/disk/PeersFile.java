package io.proconsul.raftlog.disk;

import io.proconsul.codec.DecodeException;
import io.proconsul.codec.Value;
import io.proconsul.codec.json.JsonReader;
import io.proconsul.raftlog.LogException;
import io.proconsul.raftlog.LogException.Reason;
import io.proconsul.raftlog.Membership;
import io.proconsul.raftlog.Membership.Member;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * {@code peers.json}, by which an operator says who is left after a majority was lost: a list of
 * objects with {@code id}, {@code address} and {@code non_voter}, as Consul reads it. Addresses are
 * not used, since members are named by node id.
 */
public final class PeersFile {
  private static final long MAX_BYTES = 1 << 20;

  private PeersFile() {}

  /**
   * The membership that the file asks for, if there is one.
   *
   * @throws LogException REFUSED, with the file's name and what is wrong with it
   */
  public static Optional<Membership> read(Path file) {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    Value content;
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw wrong(file, "it is larger than " + MAX_BYTES + " bytes");
      }
      content = JsonReader.parse(Files.readAllBytes(file));
    } catch (IOException e) {
      throw wrong(file, "it cannot be read: " + e);
    } catch (DecodeException e) {
      throw wrong(file, "it is not JSON: " + e.getMessage());
    }
    if (!(content instanceof Value.Arr(var servers))) {
      throw wrong(file, "it is not a list");
    }
    return Optional.of(new Membership(0, members(file, servers)));
  }

  private static List<Member> members(Path file, List<Value> servers) {
    var members = new ArrayList<Member>();
    var ids = new HashSet<String>();
    for (var i = 0; i < servers.size(); i++) {
      var which = "its server " + (i + 1);
      if (!(servers.get(i) instanceof Value.Obj(var fields))) {
        throw wrong(file, which + " is not an object");
      }
      if (!(fields.get("id") instanceof Value.Str(var id)) || !Membership.isNodeId(id)) {
        throw wrong(file, which + " has no \"id\" that is a node id");
      }
      if (!ids.add(id)) {
        throw wrong(file, which + " has the id of an earlier one, " + id);
      }
      var voter = switch (fields.get("non_voter")) {
        case null -> true;
        case Value.Bool(var nonVoter) -> !nonVoter;
        default -> throw wrong(file, which + " has a \"non_voter\" that is not true or false");
      };
      members.add(new Member(id, voter, false));
    }
    if (members.stream().noneMatch(Member::voter)) {
      throw wrong(file, "no server in it votes");
    }
    return members;
  }

  public static LogException wrong(Path file, String what) {
    return new LogException(
        Reason.REFUSED,
        "cannot recover the servers by " + file + ": " + what + ". Mend or remove the file");
  }
}
