@NullMarked
package io.llmlab.local.dist;

import org.jspecify.annotations.NullMarked;
