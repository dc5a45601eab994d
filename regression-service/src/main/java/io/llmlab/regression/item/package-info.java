/// What each run scored on each item: what runs of the same items are compared by.
@NullMarked
package io.llmlab.regression.item;

import org.jspecify.annotations.NullMarked;
