@NullMarked
package io.llmlab.local.replay;

import org.jspecify.annotations.NullMarked;
