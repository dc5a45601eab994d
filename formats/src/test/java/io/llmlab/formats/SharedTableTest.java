package io.llmlab.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Every real file is read or refused, and gives the numbers of a table (`samples/table.txt`) that Python's json read
/// from the files, none of them the readers.
class SharedTableTest {

    private static final double EXACT = 1e-9;

    /// What a table says of a file.
    ///
    /// @param refused why it is refused; empty: it is read
    private record Row(String file, int runs, int samples, String metric, int count, double sum, String refused) {

        static Row of(String line) {
            var cells = line.split(" \\| ", -1);
            return cells.length == 3
                    ? new Row(cells[0], 0, 0, "", 0, 0, cells[2])
                    : new Row(
                            cells[0],
                            Integer.parseInt(cells[1]),
                            Integer.parseInt(cells[2]),
                            cells[3],
                            Integer.parseInt(cells[4]),
                            Double.parseDouble(cells[5]),
                            "");
        }
    }

    @TestFactory
    Stream<DynamicTest> everyFileGivesItsNumbersOrItsReason() throws Exception {
        return table().entrySet().stream().map(file -> dynamicTest(file.getKey(), () -> check(file.getValue())));
    }

    @Test
    void theTableNamesEveryFile() throws Exception {
        var folder = Shared.sample(".");
        try (var paths = Files.walk(folder)) {
            assertThat(paths.filter(Files::isRegularFile)
                            .map(path -> folder.relativize(path).toString()))
                    .containsExactlyInAnyOrderElementsOf(table().keySet());
        }
    }

    @Test
    void readsAllCheckpointsAtOnce() {
        try (var reading = read(Shared.sample("lm-eval-0.3-checkpoints"))) {
            assertThat(reading.rejected()).isEmpty();
            assertThat(reading.batches())
                    .hasSize(54)
                    .allSatisfy(batch -> assertThat(batch.runs())
                            .extracting(run -> run.task().name())
                            .doesNotHaveDuplicates()
                            .hasSize(87));
        }
    }

    private static void check(List<Row> rows) {
        var path = Shared.sample(rows.getFirst().file());
        var refused = rows.getFirst().refused();
        if (!refused.isEmpty()) {
            assertThatThrownBy(() -> read(path))
                    .isInstanceOf(UnreadableResults.class)
                    .hasMessageContaining(String.valueOf(path.getFileName()))
                    .hasMessageContaining(refused);
            return;
        }
        try (var reading = read(path)) {
            var runs = reading.batches().stream()
                    .flatMap(batch -> batch.runs().stream())
                    .toList();
            assertThat(runs).hasSize(rows.getFirst().runs());
            assertThat(runs.stream().mapToInt(SharedTableTest::samples).sum())
                    .isEqualTo(rows.getFirst().samples());
            rows.stream().filter(row -> row.count() > 0).forEach(row -> checkMetric(row, runs));
        }
    }

    private static void checkMetric(Row row, List<ParsedRun> runs) {
        var values =
                runs.stream().flatMap(run -> value(run, row.metric()).stream()).toList();
        assertThat(values).as(row.metric()).hasSize(row.count());
        assertThat(values.stream().mapToDouble(Double::doubleValue).sum())
                .as(row.metric())
                .isEqualTo(row.sum(), within(EXACT * Math.max(1, Math.abs(row.sum()))));
    }

    /// inspect_ai calls the standard error of a score a metric.
    private static Optional<Double> value(ParsedRun run, String metric) {
        return run.metrics().stream()
                .filter(candidate -> candidate.name().equals(metric.equals("stderr") ? "accuracy" : metric))
                .map(found -> metric.equals("stderr") ? found.stdError() : Double.valueOf(found.value()))
                .findFirst();
    }

    private static int samples(ParsedRun run) {
        var count = new int[1];
        run.samples().forEach(_ -> count[0]++);
        return count[0];
    }

    private static Reading read(Path path) {
        var needsName = path.toString().contains("/bmf/");
        return ResultFiles.read(List.of(path), ReadingOptions.defaults().withModelName(needsName ? "m" : null));
    }

    private static Map<String, List<Row>> table() throws IOException {
        try (var table = SharedTableTest.class.getResourceAsStream("/samples/table.txt")) {
            return new String(Objects.requireNonNull(table).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(Row::of)
                    .collect(Collectors.groupingBy(Row::file, TreeMap::new, Collectors.toList()));
        }
    }
}
