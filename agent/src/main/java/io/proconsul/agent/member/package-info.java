/**
 * Who else is there: the agent's gossip pools and the servers seen in them. Entry:
 * {@link io.proconsul.agent.member.Pools}.
 */
@NullMarked
package io.proconsul.agent.member;

import org.jspecify.annotations.NullMarked;
