/// Two runs beside each other.
@NullMarked
package io.llmlab.regression.compare;

import org.jspecify.annotations.NullMarked;
