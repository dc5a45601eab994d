package io.llmlab.regression.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmlab.regression.DocumentedDetails;
import io.llmlab.regression.baseline.Stretch;
import io.llmlab.regression.config.Watch;
import io.llmlab.regression.detect.Settings;
import io.llmlab.regression.finding.Evaluation;
import io.llmlab.regression.series.Point;
import io.llmlab.regression.series.Position;
import io.llmlab.regression.series.Series;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ResultViewTest {

    private static Map<String, Object> details(String method, double... values) {
        var points = new ArrayList<Point>();
        for (var run = 0; run < values.length; run++) {
            points.add(new Point(new Position(Instant.EPOCH.plusSeconds(run), run), values[run], null, null));
        }
        var recent = Math.max(0, points.size() - 3);
        var stretch = new Stretch(points.subList(0, recent), points.subList(recent, points.size()));
        var series = new Series(1, 7, "gsm8k", "custom", "any", "aa", null, true);
        var evaluation = Evaluation.of(series, Watch.of(method, Settings.usual()), stretch);
        return ResultView.of(evaluation, Instant.EPOCH).statisticalDetails();
    }

    @Test
    void explainsWhatItSaysWhereThereIsNoMeasurement() throws IOException {
        var tooShort = details("auto", 1, 2);
        var unmeasurable = details("new_run", 1, 2, 3, 4, 5, 6, Double.NaN);

        assertThat(tooShort).containsOnlyKeys("points", "needed");
        assertThat(unmeasurable).containsOnlyKeys("reason");
        assertThat(DocumentedDetails.keys()).containsAll(tooShort.keySet()).containsAll(unmeasurable.keySet());
    }

    @Test
    void namesTheRunsOfTheBaseline() {
        assertThat(details("statistical_test", 1, 2, 1, 2, 1, 2, 1, 2, 9, 9, 9))
                .containsEntry("baseline_first_run_id", 0L)
                .containsEntry("baseline_last_run_id", 7L);
        assertThat(details("rolling_average", 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 9, 9, 9))
                .containsEntry("baseline_first_run_id", 2L)
                .containsEntry("baseline_last_run_id", 11L);
        assertThat(details("change_point", 1, 2, 1, 2, 1, 2, 1, 9, 9, 9, 9))
                .containsEntry("baseline_points", 7)
                .containsEntry("baseline_first_run_id", 0L)
                .containsEntry("baseline_last_run_id", 6L);
        assertThat(details("new_run", 1, 2, 1, 2, 1, 2, 1, 2, 1, 1, 99))
                .containsEntry("baseline_first_run_id", 0L)
                .containsEntry("baseline_last_run_id", 9L);
    }
}
