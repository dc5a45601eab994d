/// What people have set that keeps news of alerts back: silences, mute times, what is unavailable anyway.
@NullMarked
package io.llmlab.alert.policy;

import org.jspecify.annotations.NullMarked;
