/// Makes the read model anew from what its owners say, while it is read and events arrive.
@NullMarked
package io.llmlab.gateway.rebuild;

import org.jspecify.annotations.NullMarked;
