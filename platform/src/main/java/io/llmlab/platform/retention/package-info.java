/// What a service forgets when it is old: how much there is of it, and forgetting it now.
@NullMarked
package io.llmlab.platform.retention;

import org.jspecify.annotations.NullMarked;
