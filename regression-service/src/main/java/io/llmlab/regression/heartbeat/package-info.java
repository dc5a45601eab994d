/// A sign of life on its way: a synthetic series that falls must be found like any.
@NullMarked
package io.llmlab.regression.heartbeat;

import org.jspecify.annotations.NullMarked;
