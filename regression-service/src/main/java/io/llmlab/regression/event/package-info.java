/// What comes in from other services.
@NullMarked
package io.llmlab.regression.event;

import org.jspecify.annotations.NullMarked;
