/// The runs of the last weeks, as far as rules need to know of them beside the one that has just ended.
@NullMarked
package io.llmlab.alert.recent;

import org.jspecify.annotations.NullMarked;
