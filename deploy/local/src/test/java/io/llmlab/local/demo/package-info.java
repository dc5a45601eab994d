@NullMarked
package io.llmlab.local.demo;

import org.jspecify.annotations.NullMarked;
