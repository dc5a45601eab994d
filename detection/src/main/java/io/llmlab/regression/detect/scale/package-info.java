/// What kind of number a metric is, and the scale on which its noise is alike everywhere.
@NullMarked
package io.llmlab.regression.detect.scale;

import org.jspecify.annotations.NullMarked;
