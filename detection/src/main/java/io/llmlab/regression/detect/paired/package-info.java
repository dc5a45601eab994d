/// Compares what two runs answered to the same items: the difference of the items themselves is taken out, so
/// that far smaller changes are seen than by the two averages.
@NullMarked
package io.llmlab.regression.detect.paired;

import org.jspecify.annotations.NullMarked;
