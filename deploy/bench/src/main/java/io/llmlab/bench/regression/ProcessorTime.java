package io.llmlab.bench.regression;

import io.llmlab.local.launch.LocalStack;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/// The processor time that the parts of a stack have taken so far: unlike figures by the clock it hardly depends on
/// what else the machine does.
record ProcessorTime(Duration service, Duration database, Duration broker) {

    static ProcessorTime of(LocalStack stack) {
        return new ProcessorTime(taken(stack, "regression"), taken(stack, "postgres"), taken(stack, "kafka"));
    }

    ProcessorTime since(ProcessorTime earlier) {
        return new ProcessorTime(
                service.minus(earlier.service), database.minus(earlier.database), broker.minus(earlier.broker));
    }

    Duration total() {
        return service.plus(database).plus(broker);
    }

    /// Of the part and the processes it runs now.
    private static Duration taken(LocalStack stack, String part) {
        return stack.pid(part).flatMap(ProcessHandle::of).stream()
                .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()))
                .map(process -> process.info().totalCpuDuration())
                .flatMap(Optional::stream)
                .reduce(Duration.ZERO, Duration::plus);
    }
}
