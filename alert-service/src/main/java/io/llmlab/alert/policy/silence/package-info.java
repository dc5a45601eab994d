/// Silences: people say of which alerts nobody is to be told for a while.
@NullMarked
package io.llmlab.alert.policy.silence;

import org.jspecify.annotations.NullMarked;
