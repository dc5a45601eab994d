/// What became of a run, and why somebody was told of it or not.
@NullMarked
package io.llmlab.gateway.story;

import org.jspecify.annotations.NullMarked;
