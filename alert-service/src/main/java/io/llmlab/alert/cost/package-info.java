/// What a model's runs cost, together.
@NullMarked
package io.llmlab.alert.cost;

import org.jspecify.annotations.NullMarked;
