package io.llmlab.local.launch;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// A process of the stack as it was noted when it started.
///
/// @param name `postgres`, `kafka`, or the id of a service
/// @param startedAt milliseconds since 1970; tells the process from a later one with the same id
/// @param url where it is reached
/// @param healthUrl answers 200 when it is ready; empty where there is no such thing
@JsonIgnoreProperties(ignoreUnknown = true)
record Part(String name, long pid, long startedAt, String url, String healthUrl) {

    private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(3);

    static Part of(String name, ProcessHandle process, String url, String healthUrl) {
        var started = process.info().startInstant().orElse(Instant.EPOCH);
        return new Part(name, process.pid(), started.toEpochMilli(), url, healthUrl);
    }

    /// The process, unless it has ended; never one that got the same id later.
    Optional<ProcessHandle> process() {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).filter(this::isTheSame);
    }

    private boolean isTheSame(ProcessHandle process) {
        var started = process.info().startInstant().orElse(Instant.EPOCH);
        return Duration.between(started, Instant.ofEpochMilli(startedAt)).abs().compareTo(CLOCK_TOLERANCE) < 0;
    }
}
