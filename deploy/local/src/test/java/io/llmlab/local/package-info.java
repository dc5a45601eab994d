@NullMarked
package io.llmlab.local;

import org.jspecify.annotations.NullMarked;
