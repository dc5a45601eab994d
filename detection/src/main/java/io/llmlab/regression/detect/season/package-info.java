/// What comes back with the hour of the day or the day of the week, and is no change.
@NullMarked
package io.llmlab.regression.detect.season;

import org.jspecify.annotations.NullMarked;
