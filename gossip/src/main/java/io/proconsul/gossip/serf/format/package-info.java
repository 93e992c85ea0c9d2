/** What Serf keeps in files, as texts. Entry: {@link io.proconsul.gossip.serf.format.Snapshot}. */
@NullMarked
package io.proconsul.gossip.serf.format;

import org.jspecify.annotations.NullMarked;
