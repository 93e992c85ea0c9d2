/** State, consensus and time for tests. Entry: {@link io.proconsul.core.testing.TestingState}. */
@NullMarked
package io.proconsul.core.testing;

import org.jspecify.annotations.NullMarked;
