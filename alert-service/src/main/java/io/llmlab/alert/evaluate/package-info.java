/// From a signal to alerts: which rules fire, what may be opened, who is told.
@NullMarked
package io.llmlab.alert.evaluate;

import org.jspecify.annotations.NullMarked;
