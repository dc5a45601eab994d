/// What became of each alert, when, by whom and why.
@NullMarked
package io.llmlab.alert.timeline;

import org.jspecify.annotations.NullMarked;
