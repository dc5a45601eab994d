/// Who changed what, in the transaction of the change.
@NullMarked
package io.llmlab.platform.audit;

import org.jspecify.annotations.NullMarked;
