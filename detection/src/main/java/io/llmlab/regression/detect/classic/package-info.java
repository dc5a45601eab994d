/// Classic tests that the libraries lack, each by its name in the literature.
@NullMarked
package io.llmlab.regression.detect.classic;

import org.jspecify.annotations.NullMarked;
