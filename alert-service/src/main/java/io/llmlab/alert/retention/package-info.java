/// What is forgotten, and when.
@NullMarked
package io.llmlab.alert.retention;

import org.jspecify.annotations.NullMarked;
