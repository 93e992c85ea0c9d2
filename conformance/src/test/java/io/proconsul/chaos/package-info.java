/**
 * A datacenter in trouble: faults by a seed, clients that go on asking, and the proof that what
 * they were told is true. Entry: {@link io.proconsul.chaos.ChaosRun}; by hand, {@code bench/chaos}.
 */
@NullMarked
package io.proconsul.chaos;

import org.jspecify.annotations.NullMarked;
