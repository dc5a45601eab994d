/// Detection on demand: a model now, or all models at a glance.
@NullMarked
package io.llmlab.regression.analysis;

import org.jspecify.annotations.NullMarked;
