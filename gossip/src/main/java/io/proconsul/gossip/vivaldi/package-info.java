/**
 * Network coordinates: round trips to nodes never measured are estimated from positions. Entry:
 * {@link io.proconsul.gossip.vivaldi.CoordinateClient}.
 */
@NullMarked
package io.proconsul.gossip.vivaldi;

import org.jspecify.annotations.NullMarked;
