/** Several agents in one JVM, over loopback: {@code TestingDatacenter} starts them. */
@NullMarked
package io.proconsul.agent.datacenter;

import org.jspecify.annotations.NullMarked;
