/// Streams: what is measured the same way all the time, and which of them a person declared comparable.
@NullMarked
package io.llmlab.regression.stream;

import org.jspecify.annotations.NullMarked;
