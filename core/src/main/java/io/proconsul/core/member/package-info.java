/** Members of gossip pools as the rest takes them: {@link io.proconsul.core.member.Server}. */
@NullMarked
package io.proconsul.core.member;

import org.jspecify.annotations.NullMarked;
