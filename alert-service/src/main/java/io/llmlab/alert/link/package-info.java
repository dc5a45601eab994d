/// Links in messages: what they begin with, and those that need no login because they are signed.
@NullMarked
package io.llmlab.alert.link;

import org.jspecify.annotations.NullMarked;
