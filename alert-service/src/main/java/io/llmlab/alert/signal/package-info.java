/// The words that all features share: what happened to a model, and how bad it is.
@NullMarked
package io.llmlab.alert.signal;

import org.jspecify.annotations.NullMarked;
