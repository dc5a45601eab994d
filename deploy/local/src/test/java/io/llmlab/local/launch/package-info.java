@NullMarked
package io.llmlab.local.launch;

import org.jspecify.annotations.NullMarked;
