package io.llmlab.bench.gateway;

/// A path that is measured.
///
/// @param name of the part, as the command takes it
/// @param path with its query; `%d` is the id of a model
/// @param goal answers a second in a closed loop
record Question(String name, String path, double goal) {}
