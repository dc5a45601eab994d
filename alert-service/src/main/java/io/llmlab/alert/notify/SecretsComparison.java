package io.llmlab.alert.notify;

import java.util.List;

/// Which secrets are not those that a channel has. It never says what they are.
///
/// @param differing by name
record SecretsComparison(List<String> differing) {}
