package io.proconsul.core.operation;

/**
 * Something that a server does or tells and that is not in the log's state, with the type of its
 * outcome. Operations are records: they travel between agents as queries and commands do.
 */
public sealed interface Operation<R>
    permits SessionOperation,
        StatusOperation,
        CoordinateOperation,
        EventOperation,
        KeyringOperation,
        RaftOperation,
        AutopilotOperation,
        CaOperation {

  /** Whether only the leader can: others hand it on. */
  boolean forLeader();
}
