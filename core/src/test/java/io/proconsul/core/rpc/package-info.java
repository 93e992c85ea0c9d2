/** Tests of calls between agents: {@link io.proconsul.core.rpc.RoundTripTest}. */
@NullMarked
package io.proconsul.core.rpc;

import org.jspecify.annotations.NullMarked;
