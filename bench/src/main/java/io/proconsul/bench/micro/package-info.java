/**
 * JMH benchmarks of the pure parts, each on a catalog that
 * {@link io.proconsul.bench.micro.Population} makes.
 */
@NullMarked
package io.proconsul.bench.micro;

import org.jspecify.annotations.NullMarked;
