/**
 * What the build runs to learn which classes a start needs. Entry:
 * {@link io.proconsul.cli.training.Training}.
 */
@NullMarked
package io.proconsul.cli.training;

import org.jspecify.annotations.NullMarked;
