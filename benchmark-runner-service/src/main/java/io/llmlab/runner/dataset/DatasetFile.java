package io.llmlab.runner.dataset;

import java.util.List;

/// What was read from an upload; all of it fits.
///
/// @param sha256 of the bytes, in hex
/// @param items each an [ItemContent] as JSON, in the order of the file
record DatasetFile(String sha256, List<String> items) {}
