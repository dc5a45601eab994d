/// Words of a person's own for a channel, by Qute.
@NullMarked
package io.llmlab.alert.notify.template;

import org.jspecify.annotations.NullMarked;
