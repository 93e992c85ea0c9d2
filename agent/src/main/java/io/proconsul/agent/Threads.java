package io.proconsul.agent;

import io.netty.channel.EventLoopGroup;
import java.util.concurrent.ExecutorService;

/**
 * What an agent runs on.
 *
 * @param loops read and write HTTP connections and render answers
 * @param virtual a virtual thread for each task that waits
 */
record Threads(AgentTimer timer, EventLoopGroup loops, ExecutorService virtual) {}
