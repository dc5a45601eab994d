/// Looks at the newest runs of a series: whether they are like those before, with an error rate that holds
/// although there is a look after every run.
@NullMarked
package io.llmlab.regression.detect.look;

import org.jspecify.annotations.NullMarked;
