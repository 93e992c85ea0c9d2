/**
 * HCL 1, in which configuration and ACL rules are written. Entry:
 * {@link io.proconsul.codec.hcl.HclParser}.
 */
@NullMarked
package io.proconsul.codec.hcl;

import org.jspecify.annotations.NullMarked;
