package io.llmlab.regression.finding;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmlab.regression.DocumentedDetails;
import io.llmlab.regression.baseline.Absent;
import io.llmlab.regression.baseline.Stretch;
import io.llmlab.regression.config.Watch;
import io.llmlab.regression.detect.Detectors;
import io.llmlab.regression.detect.Settings;
import io.llmlab.regression.detect.classic.FalseDiscovery;
import io.llmlab.regression.detect.paired.ItemHistory;
import io.llmlab.regression.detect.paired.ItemScores;
import io.llmlab.regression.series.Point;
import io.llmlab.regression.series.Position;
import io.llmlab.regression.series.Series;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Every method looks at series of every kind: what it says of them is explained in the contract, key by key.
class StatisticalDetailsTest {

    private static final int ITEMS = 100;

    /// What tells that nothing was measured.
    private static final Set<String> WITHOUT_MEASUREMENT = Set.of("needed", "reason");

    private static final List<Series> KINDS = Stream.of("accuracy", "latency", "custom")
            .flatMap(type -> Stream.of(true, false, null)
                    .map(better -> new Series(1, 7, "gsm8k", type, "any", "aa", null, better)))
            .toList();

    private static final List<double[]> COURSES = List.of(
            course(40, run -> .8 + .01 * (run % 3)),
            course(40, run -> run < 35 ? .8 + .01 * (run % 3) : .4),
            course(40, run -> run < 35 ? .4 + .01 * (run % 3) : .8),
            course(40, run -> .9 - .01 * run + .001 * (run % 3)),
            course(64, run -> .8 + .02 * Math.sin(2 * Math.PI * run / 24) + .001 * (run % 5)),
            course(9, _ -> .5),
            course(4, _ -> .5),
            course(1, _ -> .5));

    private interface Value {
        double of(int run);
    }

    private static double[] course(int runs, Value value) {
        return IntStream.range(0, runs).mapToDouble(value::of).toArray();
    }

    private static ItemScores scores(int right) {
        return new ItemScores(
                LongStream.range(0, ITEMS).toArray(),
                IntStream.range(0, ITEMS)
                        .mapToDouble(item -> item < right ? 1 : 0)
                        .toArray());
    }

    private static Stretch stretch(double[] values, @Nullable ItemHistory items) {
        var points = new ArrayList<Point>();
        for (var run = 0; run < values.length; run++) {
            var position = new Position(Instant.EPOCH.plus(Duration.ofHours(run)), 100 + run);
            points.add(new Point(position, values[run], .01, ITEMS));
        }
        var recent = Math.max(0, points.size() - 3);
        var cut = new Stretch(points.subList(0, recent), points.subList(recent, points.size()));
        return new Stretch(cut.baseline(), cut.recent(), cut.regressed(), items, null);
    }

    private static Stream<Stretch> stretches() {
        var pair = new ItemHistory(scores(60), List.of(scores(90), scores(91)));
        return COURSES.stream().flatMap(values -> Stream.of(stretch(values, null), stretch(values, pair)));
    }

    private static Stream<Evaluation> looks(String method) {
        var watch = Watch.of(method, Settings.usual());
        return KINDS.stream()
                .flatMap(series -> stretches()
                        .map(stretch -> Evaluation.of(series, watch, stretch)
                                .explained()
                                .noting(new Absent(1, 2))))
                .filter(look -> look.measurement() != null);
    }

    private static Set<String> told() {
        var keys = new TreeSet<String>();
        for (var method : Detectors.names()) {
            Discoveries.among(looks(method).toList(), FalseDiscovery.BENJAMINI_HOCHBERG).stream()
                    .map(Evaluation::requireMeasurement)
                    .forEach(measured -> keys.addAll(measured.details().keySet()));
        }
        return keys;
    }

    @Test
    void explainsEveryKeyThatAMethodTells() throws IOException {
        assertThat(DocumentedDetails.keys()).containsAll(told());
    }

    @Test
    void explainsNoKeyThatNoMethodTells() throws IOException {
        var told = told();
        told.addAll(WITHOUT_MEASUREMENT);

        assertThat(told).containsAll(DocumentedDetails.keys());
    }

    @Test
    void tellsEveryKeyInTheTypeThatIsExplained() {
        var types = Arrays.stream(StatisticalDetails.class.getRecordComponents())
                .collect(Collectors.toMap(
                        component -> requireNonNull(component.getAccessor().getAnnotation(Schema.class))
                                .name(),
                        component -> component.getType()));
        for (var method : Detectors.names()) {
            looks(method)
                    .forEach(look -> look.requireMeasurement()
                            .details()
                            .forEach((key, value) -> assertThat(value).as(key).isInstanceOf(types.get(key))));
        }
    }
}
