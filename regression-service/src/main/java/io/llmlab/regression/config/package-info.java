/// Which method watches which metric, and how.
@NullMarked
package io.llmlab.regression.config;

import org.jspecify.annotations.NullMarked;
