/// What the services write to their logs, and how.
@NullMarked
package io.llmlab.platform.log;

import org.jspecify.annotations.NullMarked;
