/**
 * Whether a recorded history could have come from one correct register or lock: the Wing and Gong
 * search as Lowe improved it. Entry: {@link io.proconsul.chaos.check.Linearizability}.
 */
@NullMarked
package io.proconsul.chaos.check;

import org.jspecify.annotations.NullMarked;
