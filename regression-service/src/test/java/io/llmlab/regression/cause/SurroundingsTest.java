package io.llmlab.regression.cause;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SurroundingsTest {

    private static final Peers NOBODY = new Peers(0, 0, List.of());

    private static Peers moved(int moved, int comparable) {
        return new Peers(moved, comparable, List.of());
    }

    private static Suspect suspect(Peers models, Peers datasets, Peers same, Peers other, String provider) {
        return new Surroundings(models, datasets, same, other, provider, List.of())
                .verdict()
                .suspect();
    }

    private static Verdict alone(Map<String, String> good, Map<String, String> bad) {
        return new Surroundings(NOBODY, NOBODY, NOBODY, NOBODY, "openai", Change.between(good, bad)).verdict();
    }

    @Test
    void suspectsTheModelWhereOthersOnItsDatasetStayed() {
        assertThat(suspect(moved(0, 2), moved(1, 1), moved(0, 2), NOBODY, "openai"))
                .isEqualTo(Suspect.MODEL);
        assertThat(suspect(moved(1, 4), NOBODY, NOBODY, moved(1, 4), "openai")).isEqualTo(Suspect.MODEL);
    }

    @Test
    void suspectsTheDatasetWhereOthersMovedOnItAndThisModelNowhereElse() {
        assertThat(suspect(moved(2, 2), moved(0, 1), moved(2, 4), NOBODY, "custom"))
                .isEqualTo(Suspect.DATASET);
        assertThat(suspect(moved(2, 2), moved(0, 1), moved(2, 2), moved(0, 3), "openai"))
                .isEqualTo(Suspect.DATASET);
    }

    @Test
    void suspectsTheProviderWhereItsModelsMovedAndOthersDidNot() {
        assertThat(suspect(moved(1, 3), moved(1, 1), moved(2, 2), moved(0, 4), "openai"))
                .isEqualTo(Suspect.PROVIDER);
    }

    @Test
    void takesCustomForNoProvider() {
        assertThat(suspect(moved(2, 2), moved(1, 1), moved(4, 4), NOBODY, "custom"))
                .isEqualTo(Suspect.HARNESS);
    }

    @Test
    void suspectsTheHarnessWhereEverythingMovedWhoeverProvidesIt() {
        assertThat(suspect(moved(2, 2), moved(2, 2), moved(2, 2), moved(3, 3), "openai"))
                .isEqualTo(Suspect.HARNESS);
    }

    @Test
    void saysThatTheHarnessIsNotRuledOutWhereOneProviderIsAllThereIs() {
        var verdict = new Surroundings(moved(2, 2), moved(2, 2), moved(4, 4), NOBODY, "openai", List.of()).verdict();

        assertThat(verdict.suspect()).isEqualTo(Suspect.PROVIDER);
        assertThat(verdict.reason()).contains("2 of 2 other models", "it may be the harness as well");
    }

    @Test
    void doesNotKnowWhereNothingElseIsMeasured() {
        var verdict = alone(Map.of("dataset_version", "v1"), Map.of("dataset_version", "v1"));

        assertThat(verdict.suspect()).isEqualTo(Suspect.UNKNOWN);
        assertThat(verdict.reason()).contains("no other model", "nothing that is told of the runs changed");
    }

    @Test
    void fallsBackOnWhatChanged() {
        assertThat(alone(
                                Map.of("run_config.model_resolved", "gpt-x-0801"),
                                Map.of("run_config.model_resolved", "gpt-x-1101"))
                        .suspect())
                .isEqualTo(Suspect.MODEL);
        assertThat(alone(Map.of("dataset_version", "v1"), Map.of("dataset_version", "v2"))
                        .suspect())
                .isEqualTo(Suspect.DATASET);
        var harness = alone(Map.of("run_config.concurrency", "8"), Map.of());
        assertThat(harness.suspect()).isEqualTo(Suspect.HARNESS);
        assertThat(harness.reason()).contains("run_config.concurrency (8 -> none)");
    }

    @Test
    void blamesNobodyForALabel() {
        assertThat(alone(Map.of("labels.commit", "a1"), Map.of("labels.commit", "b2"))
                        .suspect())
                .isEqualTo(Suspect.UNKNOWN);
    }

    @Test
    void suspectsTheHarnessWhereThisModelAloneMovedButWasMeasuredInAnotherWay() {
        var changed = Change.between(Map.of("run_config.temperature", "0"), Map.of("run_config.temperature", "1"));
        var verdict = new Surroundings(moved(0, 3), NOBODY, NOBODY, moved(0, 3), "openai", changed).verdict();

        assertThat(verdict.suspect()).isEqualTo(Suspect.HARNESS);
        assertThat(verdict.reason()).contains("temperature (0 -> 1)");
    }

    @Test
    void countsEachNameOnce() {
        var series = List.of(
                new PeerSeries(1, "a", "openai", "gsm8k", false),
                new PeerSeries(1, "a", "openai", "gsm8k", true),
                new PeerSeries(2, "b", "openai", "gsm8k", false));

        assertThat(Peers.of(series, _ -> true, PeerSeries::modelName)).isEqualTo(new Peers(1, 2, List.of("a")));
    }
}
