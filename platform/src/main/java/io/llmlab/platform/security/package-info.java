/// Signatures, secrets and who may call.
@NullMarked
package io.llmlab.platform.security;

import org.jspecify.annotations.NullMarked;
