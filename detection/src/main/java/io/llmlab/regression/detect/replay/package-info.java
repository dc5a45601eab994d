/// What a method would have said over a series' past.
@NullMarked
package io.llmlab.regression.detect.replay;

import org.jspecify.annotations.NullMarked;
