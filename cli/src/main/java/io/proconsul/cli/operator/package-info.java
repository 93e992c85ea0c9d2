/**
 * {@code consul operator}: {@link io.proconsul.cli.operator.RaftListPeers},
 * {@link io.proconsul.cli.operator.AutopilotStateCommand} and the others, a class each.
 */
@NullMarked
package io.proconsul.cli.operator;

import org.jspecify.annotations.NullMarked;
