/** What keeps the sources tidy: {@link io.proconsul.tidy.Format} and the tests of this module. */
@NullMarked
package io.proconsul.tidy;

import org.jspecify.annotations.NullMarked;
