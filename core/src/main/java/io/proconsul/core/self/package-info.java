/**
 * The agent about itself: {@link io.proconsul.core.self.SelfEndpoint} and what it needs to know.
 */
@NullMarked
package io.proconsul.core.self;

import org.jspecify.annotations.NullMarked;
