package io.llmlab.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Every real file is read or refused. Each number was taken from the file with Python's json, none from the readers.
class SharedTableTest {

    private static final double EXACT = 1e-12;
    private static final int TASKS = 87;

    @ParameterizedTest
    @CsvSource({
        "latxa-7b-v1.1_bec2016eu_5-shot.json, 1, bec2016eu, f1, 0.5576036866359447",
        "latxa-7b-v1.1_belebele_eus_Latn_5-shot.json, 1, belebele_eus_Latn, acc, 0.3688888888888889",
        "latxa-7b-v1.1_bhtc_v2_5-shot.json, 1, bhtc_v2, f1, 0.529126213592233",
        "latxa-7b-v1.1_epec_koref_bin_5-shot.json, 1, epec_koref_bin, acc, 0.5195911413969335",
        "latxa-7b-v1.1_eus_exams_eu_5-shot.json, 30, eus_exams_eu, acc, 0.34196133299414905",
        "latxa-7b-v1.1_eus_proficiency_5-shot.json, 1, eus_proficiency, acc, 0.3244341265235055",
        "latxa-7b-v1.1_eus_reading_5-shot.json, 1, eus_reading, acc, 0.3039772727272727",
        "latxa-7b-v1.1_eus_trivia_5-shot.json, 1, eus_trivia, acc, 0.443731778425656",
        "latxa-7b-v1.1_qnlieu_5-shot.json, 1, qnlieu, acc, 0.5672268907563025",
        "latxa-7b-v1.1_vaxx_stance_5-shot.json, 1, vaxx_stance, f1, 0.4303030303030303",
        "latxa-7b-v1.1_wiceu_5-shot.json, 1, wiceu, acc, 0.5028571428571429",
        "latxa-7b-v1.1_xstorycloze_eu_0-shot.json, 1, xstorycloze_eu, acc, 0.657180675049636",
        "latxa-7b-v1_bec2016eu_5-shot.json, 1, bec2016eu, f1, 0.5560675883256528",
        "latxa-7b-v1_belebele_eus_Latn_5-shot.json, 1, belebele_eus_Latn, acc, 0.35777777777777775",
        "latxa-7b-v1_bhtc_v2_5-shot.json, 1, bhtc_v2, f1, 0.4444444444444444",
        "latxa-7b-v1_epec_koref_bin_5-shot.json, 1, epec_koref_bin, acc, 0.504258943781942",
        "latxa-7b-v1_eus_exams_eu_5-shot.json, 30, eus_exams_eu, acc, 0.3417705418468583",
        "latxa-7b-v1_eus_proficiency_5-shot.json, 1, eus_proficiency, acc, 0.2818727026504159",
        "latxa-7b-v1_eus_reading_5-shot.json, 1, eus_reading, acc, 0.2727272727272727",
        "latxa-7b-v1_eus_trivia_5-shot.json, 1, eus_trivia, acc, 0.40174927113702624",
        "latxa-7b-v1_qnlieu_5-shot.json, 1, qnlieu, acc, 0.5504201680672269",
        "latxa-7b-v1_vaxx_stance_5-shot.json, 1, vaxx_stance, f1, 0.45926015473887816",
        "latxa-7b-v1_wiceu_5-shot.json, 1, wiceu, acc, 0.5014285714285714",
        "latxa-7b-v1_xstorycloze_eu_0-shot.json, 1, xstorycloze_eu, acc, 0.6313699536730641",
    })
    void readsEachFileOfLatxa(String file, int runs, String task, String metric, double value) {
        try (var reading = read(Shared.sample("lm-eval-0.4").resolve(file))) {
            var batch = reading.batches().getFirst();
            assertThat(batch.runs()).hasSize(runs);
            assertThat(batch.runs().getFirst().task().name()).isEqualTo(task);
            assertThat(value(batch.runs().getFirst(), metric)).isEqualTo(value, within(EXACT));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "70m, step0, 0.0, 0.194, 3684074.4512471026",
        "70m, step512, 0.0, 0.264, 116756.33428953367",
        "70m, step3000, 0.12128856976518533, 0.592, 411.658325603736",
        "70m, step13000, 0.21036289540073744, 0.65, 136.24789967804702",
        "70m, step143000, 0.18455268775470599, 0.601, 142.42891015470678",
        "1.4b, step0, 0.0, 0.233, 3594272.663948744",
        "1.4b, step512, 0.0, 0.24, 107340.72526192012",
        "1.4b, step3000, 0.3242771201241995, 0.699, 44.178121189565175",
        "1.4b, step13000, 0.4696293421307976, 0.833, 13.483979056785298",
        "1.4b, step143000, 0.6161459344071415, 0.865, 6.0857145325729105",
    })
    void readsACheckpointsTasks(String size, String step, double lambada, double sciq, double perplexity) {
        var folder = Shared.sample("lm-eval-0.3-checkpoints/pythia-%s-zero-shot".formatted(size));
        try (var reading = read(folder.resolve("%s_%s.json".formatted(size, step)))) {
            var batch = reading.batches().getFirst();
            assertThat(batch.runs()).hasSize(TASKS);
            assertThat(batch.runs())
                    .extracting(run -> run.labels().get("checkpoint"))
                    .containsOnly(step);
            assertThat(value(run(batch, "lambada_openai"), "acc")).isEqualTo(lambada, within(EXACT));
            assertThat(value(run(batch, "sciq"), "acc")).isEqualTo(sciq, within(EXACT));
            assertThat(value(run(batch, "lambada_openai"), "ppl")).isEqualTo(perplexity, within(1e-9 * perplexity));
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
                            .hasSize(TASKS));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "report_bmf_mixed.json, 31aba8a9-977a-47d1-9fb6-e6b94b428471, latency, 3247",
        "report_dhat.json, bench_play_game, Total Bytes, 662",
        "report_latency.json, tests::benchmark_a, latency, 3247",
    })
    void readsBencherReports(String file, String task, String metric, double value) {
        try (var reading = read(Shared.sample("bmf").resolve(file))) {
            assertThat(value(run(reading.batches().getFirst(), task), metric)).isEqualTo(value);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SOURCES.md",
                "bmf/SOURCES.txt",
                "bmf/jmh_latency_adapter_input.json",
                "lm-eval-0.3-checkpoints/LICENSE",
                "lm-eval-0.4/v04_samples_humaneval_2025-06-09T18-36-41.285612.jsonl",
                "paired/LICENSE",
            })
    void refusesWhatHoldsNoResultsOfItsOwn(String file) {
        var path = Shared.sample(file);

        assertThatThrownBy(() -> read(path)).isInstanceOf(UnreadableResults.class);
    }

    @Test
    void readsAllOthers() throws Exception {
        try (var paths = Files.walk(Shared.sample("."))) {
            var results = paths.filter(Files::isRegularFile)
                    .filter(path -> path.toString().matches(".*/(inspect|paired)/.*\\.(json|eval|gz)"))
                    .toList();
            assertThat(results).hasSizeGreaterThanOrEqualTo(17).allSatisfy(path -> {
                try (var reading = read(path)) {
                    assertThat(reading.batches().getFirst().runs()).hasSize(1);
                }
            });
        }
    }

    private static Reading read(Path path) {
        var needsName = path.toString().contains("/bmf/");
        return ResultFiles.read(List.of(path), ReadingOptions.defaults().withModelName(needsName ? "m" : null));
    }

    private static ParsedRun run(ParsedBatch batch, String task) {
        return batch.runs().stream()
                .filter(run -> run.task().name().equals(task))
                .findFirst()
                .orElseThrow();
    }

    private static double value(ParsedRun run, String metric) {
        return run.metrics().stream()
                .filter(candidate -> candidate.name().equals(metric))
                .findFirst()
                .orElseThrow()
                .value();
    }
}
