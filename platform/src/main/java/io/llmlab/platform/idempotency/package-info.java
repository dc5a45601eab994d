/// A POST repeated with the same Idempotency-Key answers as the first one did.
@NullMarked
package io.llmlab.platform.idempotency;

import org.jspecify.annotations.NullMarked;
