package io.llmlab.runner.schedule;

/// How a job's times are given.
public enum ScheduleType {
    INTERVAL,
    CRON,
    DATE
}
