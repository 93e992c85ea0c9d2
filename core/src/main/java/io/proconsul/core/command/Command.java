package io.proconsul.core.command;

/**
 * A change of the state, with the type of its outcome. Replayed on every server, so ids and times
 * on which servers must agree are in the command or in the {@link Stamped} around it.
 */
public sealed interface Command<R>
    permits KvCommand,
        SessionCommand,
        CatalogCommand,
        CoordinateCommand,
        VirtualIpCommand,
        PreparedQueryCommand,
        AutopilotCommand,
        CaCommand,
        RestoreCommand,
        TxnCommand {}
