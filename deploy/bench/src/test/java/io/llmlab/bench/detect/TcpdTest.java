package io.llmlab.bench.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.llmlab.regression.detect.simulation.Noise;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TcpdTest {

    private static final Path SHARED = Path.of("../../../shared/corpora/tcpd");
    private static final Path OWN = Path.of("src/test/resources/labelled");

    private static double f1(List<TcpdScore> scores) {
        return scores.stream().mapToDouble(TcpdScore::f1).average().orElseThrow();
    }

    private static double cover(List<TcpdScore> scores) {
        return scores.stream().mapToDouble(TcpdScore::cover).average().orElseThrow();
    }

    /// Two people marked 10, one of them 40 too, of 60 points; found are 12 and 30. With the first point: 2 of 3
    /// found are right, of the one's 3 places 2 are found, of the other's 2 both: precision 2/3, recall 5/6.
    /// Cover of the one: 10 points by 10/12, 30 (10 to 39) by 18/30 (12 to 29), 20 by 20/30; of the other: 10 by
    /// 10/12, 50 by 30/50.
    @Test
    void scoresAsTheDataSetDefinesIt() {
        var score = new TcpdScore(List.of(Set.of(10, 40), Set.of(10)), Set.of(12, 30), 60);

        assertThat(score.f1()).isCloseTo(2 * (2 / 3.0) * (5 / 6.0) / (2 / 3.0 + 5 / 6.0), within(1e-12));
        var one = (10 * 10 / 12.0 + 30 * 18 / 30.0 + 20 * 20 / 30.0) / 60;
        var other = (10 * 10 / 12.0 + 50 * 30 / 50.0) / 60;
        assertThat(score.cover()).isCloseTo((one + other) / 2, within(1e-12));
    }

    /// Ten standard deviations each, all found; one person left the second step of the series with two out. A
    /// series that is not there is left out.
    @Test
    void findsTheStepsOfItsOwnSeries() throws IOException {
        var scores = TcpdMeasurement.scores(OWN);

        assertThat(scores).hasSize(3);
        assertThat(f1(scores)).isEqualTo(1);
        // Of the 75 points the second person takes 50 for one stretch, of which the larger half is matched.
        assertThat(cover(scores)).isCloseTo((1 + (1 + (25 + 50 * .5) / 75) / 2 + 1) / 3, within(.02));
    }

    @Test
    void reachesItsGoalsOnTheFourteenSeries() throws IOException {
        assumeTrue(Files.isDirectory(SHARED), "there is no ../shared beside the project");

        var scores = TcpdMeasurement.scores(SHARED);

        assertThat(scores).hasSize(14);
        assertThat(f1(scores)).isGreaterThanOrEqualTo(.77);
        assertThat(cover(scores)).isGreaterThanOrEqualTo(.69);
    }

    /// The same quality on series that no setting was chosen by.
    @Test
    void isAsGoodOnSeriesNotSeen() {
        var series = new HeldOut(1);
        for (var noise : List.of(Noise.GAUSSIAN, Noise.LOG_NORMAL, Noise.BINOMIAL_200, Noise.STUDENT_3)) {
            var scores = series.made(noise, 100);

            assertThat(f1(scores)).as(noise.label()).isGreaterThan(.77);
            assertThat(cover(scores)).as(noise.label()).isGreaterThan(.69);
        }
    }
}
