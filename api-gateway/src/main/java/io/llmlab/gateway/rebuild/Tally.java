package io.llmlab.gateway.rebuild;

/// What was read so far.
final class Tally {

    long models;
    long jobs;
    long runs;
    long metrics;
    long alerts;
    long series;
}
