package io.llmlab.local.launch;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// `./lab status`: a line for each part. The exit code is 0 when all is ready, 3 when nothing runs, else 1.
final class StatusCommand {

    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final int NOTHING_RUNS = 3;

    private final StackSettings settings;

    StatusCommand(StackSettings settings) {
        this.settings = settings;
    }

    private enum State {
        READY("ready"),
        NOT_READY("not ready"),
        ENDED("ended by itself"),
        STOPPED("stopped"),
        ELSEWHERE("elsewhere");

        private final String words;

        State(String words) {
            this.words = words;
        }
    }

    private record Line(String part, State state, Optional<Part> process) {}

    int run() {
        var stack = LocalStack.of(settings, Progress.SILENT);
        var lines = lines(stack);
        System.out.printf("%-11s %-16s %8s %9s  %s%n", "part", "state", "process", "memory", "address");
        lines.forEach(StatusCommand::print);
        if (lines.stream().allMatch(line -> line.state() == State.READY || line.state() == State.ELSEWHERE)) {
            return 0;
        }
        return stack.running().isEmpty() ? NOTHING_RUNS : 1;
    }

    private List<Line> lines(LocalStack stack) {
        try (var http = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
            return LocalStack.PARTS.stream()
                    .map(part -> line(stack, part, http))
                    .toList();
        }
    }

    private Line line(LocalStack stack, String part, HttpClient http) {
        var noted = stack.noted(part);
        var runs = noted.flatMap(Part::process).isPresent();
        if (!stack.parts().contains(part) && !runs) {
            return new Line(part, State.ELSEWHERE, Optional.empty());
        }
        if (noted.isEmpty()) {
            return new Line(part, State.STOPPED, Optional.empty());
        }
        if (!runs) {
            return new Line(part, State.ENDED, Optional.empty());
        }
        var ready = noted.get().healthUrl().isEmpty() || Readiness.isReady(http, noted.get());
        return new Line(part, ready ? State.READY : State.NOT_READY, noted);
    }

    private static void print(Line line) {
        var process = line.process().flatMap(Part::process);
        System.out.printf(
                "%-11s %-16s %8s %9s  %s%n",
                line.part(),
                line.state().words,
                process.map(found -> Long.toString(found.pid())).orElse(""),
                process.flatMap(Memory::of).map(Memory::words).orElse(""),
                line.process().map(Part::url).orElse(""));
    }
}
