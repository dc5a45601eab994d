package io.llmlab.runner.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.llmlab.local.launch.StackSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The files of the benchmarks themselves, which lie beside the project; skipped where they are absent.
class SharedDatasetsTest {

    /// The last three columns are of one item, by its position: the letter or number that is right, and the choice.
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            raw-samples/arc_raw_sample.json        | arc        | json  | 1000 | 0 | C  | Planetary days will become shorter.
            raw-samples/hellaswag_raw_sample.json  | hellaswag  | json  | 1000 | 0 | D  | starts pulling up roofing on a roof.
            raw-samples/mmlu_raw_sample.json       | mmlu       | json  | 1000 | 1 | C  | 24
            raw-samples/mmlu_raw_sample.csv        | mmlu       | csv   | 1000 | 1 | C  | 24
            raw-samples/truthfulqa_raw_sample.json | truthfulqa | json  | 500  | 2 |    | Veins appear blue because blue light does not penetrate deeply into human tissue
            raw-samples/truthfulqa_raw_sample.csv  | truthfulqa | csv   | 500  | 2 |    | Veins appear blue because blue light does not penetrate deeply into human tissue
            gsm8k/test.jsonl                       | gsm8k      | jsonl | 1319 | 0 | 18 | 18
            """)
    void upload(String file, String layout, String format, int items, int position, String target, String right)
            throws IOException {
        var uploaded = read(file);

        assertThat(uploaded.summary()).isEqualTo(new DatasetReader.Summary(items, format, layout));
        assertThat(uploaded.items()).hasSize(items);
        assertThat(uploaded.items().stream().map(ItemContent::id).distinct()).hasSize(items);
        assertThat(uploaded.rightChoice(position)).isEqualTo(right);
        if (target != null) {
            assertThat(uploaded.items().get(position).target()).isEqualTo(target);
        }
    }

    @Test
    void giveTheSameItemsAsCsvAndAsJson() throws IOException {
        assertThat(read("raw-samples/mmlu_raw_sample.csv").items())
                .isEqualTo(read("raw-samples/mmlu_raw_sample.json").items());
        // One source has a blank more in the JSON file.
        assertThat(read("raw-samples/truthfulqa_raw_sample.csv").items())
                .usingRecursiveComparison()
                .ignoringFields("metadata")
                .isEqualTo(read("raw-samples/truthfulqa_raw_sample.json").items());
    }

    @Test
    void keepArcsRowsWithDigitsForLabels() throws IOException {
        var digits = read("raw-samples/arc_raw_sample.json").items().stream()
                .filter(item -> item.id().equals("NYSEDREGENTS_2008_8_34"))
                .toList();

        assertThat(digits).hasSize(1);
        assertThat(digits.getFirst().target()).isEqualTo("B");
    }

    @Test
    void hideTheRightAnswersOfTruthfulQa() throws IOException {
        var letters = read("raw-samples/truthfulqa_raw_sample.json").items().stream()
                .collect(Collectors.groupingBy(ItemContent::target, Collectors.counting()));

        assertThat(letters).containsKeys("A", "B", "C", "D");
        assertThat(letters.get("A")).as("of 500").isLessThan(200);
    }

    @Test
    void areRefusedWhereTheyAreNoDataset() throws IOException {
        var text = Files.readAllBytes(path("gsm8k/example_model_solutions.jsonl"));

        assertThat(Uploaded.failure(text, FileFormat.JSON).detail()).contains("own lacks target (or answer)");
    }

    private static Uploaded read(String file) throws IOException {
        try (var content = Files.newInputStream(path(file))) {
            return Uploaded.read(content, FileFormat.of(null, file));
        }
    }

    private static Path path(String file) {
        var path = StackSettings.findRoot().resolve("../shared/datasets").resolve(file);
        assumeTrue(Files.exists(path), "there is no " + path);
        return path;
    }
}
