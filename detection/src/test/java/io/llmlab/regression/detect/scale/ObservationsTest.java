package io.llmlab.regression.detect.scale;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ObservationsTest {

    private static Observations shares(double... values) {
        return Observations.of(Family.PROPORTION, values);
    }

    @Test
    void takesTheLeastThatAnyRunHasForOneEventWhereMostHaveNone() {
        assertThat(shares(0, 0, .01, 0, .02).counted().samples()).containsOnly(100);
        assertThat(shares(1, 1, .995, 1, .98).counted().samples()).containsOnly(200);
    }

    @Test
    void takesALargeShareForTheEventsOfTwentySamples() {
        assertThat(shares(0, 0, 0, .9).counted().samples()).containsOnly(20);
    }

    @Test
    void knowsNoSamplesWhereRunsVaryOrNeverDo() {
        assertThat(shares(.8, .81, .79, 0, 1).counted().samples()).containsOnly(0);
        assertThat(shares(0, .01, .02, 0).counted().samples()).containsOnly(0);
        assertThat(shares(0, 0, 0).counted().samples()).containsOnly(0);
        assertThat(shares(1, 1, 1 - 1e-9).counted().samples()).containsOnly(0);
    }

    @Test
    void leavesSamplesThatAreKnownAndNumbersThatAreNoShares() {
        assertThat(Observations.ofShares(400, 0, 0, 0, .01).counted().samples()).containsOnly(400);
        assertThat(Observations.of(Family.REAL, 0, 0, 0, .01).counted().samples())
                .containsOnly(0);
        assertThat(shares(0, 0, 0, 7).counted().samples()).containsOnly(0);
    }
}
