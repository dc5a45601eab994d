/// Mute times: hours that come again and again, in which people are left alone.
@NullMarked
package io.llmlab.alert.policy.mute;

import org.jspecify.annotations.NullMarked;
