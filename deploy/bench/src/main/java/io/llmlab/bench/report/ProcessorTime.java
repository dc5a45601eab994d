package io.llmlab.bench.report;

import io.llmlab.local.launch.LocalStack;
import io.llmlab.local.launch.Service;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/// The processor time that one service and the servers under it have taken so far: unlike figures by the clock
/// it hardly depends on what else the machine does.
public record ProcessorTime(Duration service, Duration database, Duration broker) {

    public static ProcessorTime of(LocalStack stack, Service service) {
        return new ProcessorTime(taken(stack, service.id()), taken(stack, "postgres"), taken(stack, "kafka"));
    }

    public ProcessorTime since(ProcessorTime earlier) {
        return new ProcessorTime(
                service.minus(earlier.service), database.minus(earlier.database), broker.minus(earlier.broker));
    }

    public Duration total() {
        return service.plus(database).plus(broker);
    }

    /// Tells what it is for each of so many runs.
    public void report(Report report, int runs) {
        report.add(Figure.of("processor time a run, the service", millis(service, runs), "ms"));
        report.add(Figure.of("processor time a run, the database", millis(database, runs), "ms"));
        report.add(Figure.of("processor time a run, the broker", millis(broker, runs), "ms"));
        report.add(Figure.of("runs that two cores allow by it", 2_000 / millis(total(), runs), "runs/s"));
    }

    private static double millis(Duration ofAll, int runs) {
        return ofAll.toNanos() / 1e6 / runs;
    }

    /// That a process, and those it runs now, have taken so far; zero for one that has ended.
    public static Duration of(long pid) {
        return ProcessHandle.of(pid).stream()
                .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()))
                .map(process -> process.info().totalCpuDuration())
                .flatMap(Optional::stream)
                .reduce(Duration.ZERO, Duration::plus);
    }

    private static Duration taken(LocalStack stack, String part) {
        return stack.pid(part).map(ProcessorTime::of).orElse(Duration.ZERO);
    }
}
