/**
 * The membership machine, pure. What is built on it implements
 * {@link io.proconsul.gossip.swim.Delegate}.
 */
@NullMarked
package io.proconsul.gossip.swim;

import org.jspecify.annotations.NullMarked;
