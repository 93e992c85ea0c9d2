/**
 * Serf on the membership, pure: intents, user events, queries, keyring changes, the members' tags.
 * Entry: {@link io.proconsul.gossip.serf.Member}.
 */
@NullMarked
package io.proconsul.gossip.serf;

import org.jspecify.annotations.NullMarked;
