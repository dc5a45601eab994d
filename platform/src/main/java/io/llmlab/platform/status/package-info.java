/// What a service says about itself to the others.
@NullMarked
package io.llmlab.platform.status;

import org.jspecify.annotations.NullMarked;
