/** Keys and certificates of the mesh: {@link io.proconsul.agent.ca.BuiltInRoots}. */
@NullMarked
package io.proconsul.agent.ca;

import org.jspecify.annotations.NullMarked;
