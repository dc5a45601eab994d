package io.llmlab.regression.config;

/// What made a version of a configuration.
public enum ConfigChange {
    CREATED,
    REPLACED,
    REMOVED
}
