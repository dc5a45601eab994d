package io.llmlab.runner.execute;

import io.llmlab.runner.dataset.DatasetItem;
import org.jspecify.annotations.Nullable;

/// An item that is to be asked, once or again.
///
/// @param position of the sample in the run, from 0
/// @param epoch which of several answers to the item, from 0; null: each item is asked once
record Question(DatasetItem item, int position, @Nullable Integer epoch) {}
