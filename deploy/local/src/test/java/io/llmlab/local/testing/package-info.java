@NullMarked
package io.llmlab.local.testing;

import org.jspecify.annotations.NullMarked;
