@NullMarked
package io.llmlab.local.load;

import org.jspecify.annotations.NullMarked;
