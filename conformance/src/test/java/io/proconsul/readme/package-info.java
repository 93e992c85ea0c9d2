/** Does what the README and the example promise: {@code ReadmeTest}, {@code HopscotchTest}. */
@NullMarked
package io.proconsul.readme;

import org.jspecify.annotations.NullMarked;
