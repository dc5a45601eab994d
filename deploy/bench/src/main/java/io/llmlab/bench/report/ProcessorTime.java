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

    /// Of a program that has no servers under it.
    public static ProcessorTime ofOne(long pid) {
        return new ProcessorTime(of(pid), Duration.ZERO, Duration.ZERO);
    }

    public ProcessorTime since(ProcessorTime earlier) {
        return new ProcessorTime(
                service.minus(earlier.service), database.minus(earlier.database), broker.minus(earlier.broker));
    }

    public Duration total() {
        return service.plus(database).plus(broker);
    }

    /// Tells what it is for each of so many.
    ///
    /// @param one of what, as `a run`
    public void report(Report report, String one, int count) {
        report.add(Figure.of("processor time %s, the service".formatted(one), millis(service, count), "ms"));
        report.add(Figure.of("processor time %s, the database".formatted(one), millis(database, count), "ms"));
        report.add(Figure.of("processor time %s, the broker".formatted(one), millis(broker, count), "ms"));
        report.add(Figure.of("by it two cores allow, a second", 2_000 / millis(total(), count), ""));
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
