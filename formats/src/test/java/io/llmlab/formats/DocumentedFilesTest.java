package io.llmlab.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The files of the pages in `docs/formats` are read as their pages say.
class DocumentedFilesTest {

    private static final Pattern FILE = Pattern.compile("cat > (\\S+) <<'END'\n(.*?)END\n", Pattern.DOTALL);
    private static final Path PAGES =
            Path.of(System.getProperty("llmlab.root", "..")).resolve("docs/formats");

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "lm-eval, acme/tiny, sums, exact_match, 0.75, 0",
        "promptfoo, openai:gpt-x, greetings, pass_rate, 0.5, 2",
        "inspect, openai/gpt-x, capitals, accuracy, 0.5, 2",
        "bmf, my-model, gsm8k, accuracy, 0.75, 0",
        "openai-evals, gpt-x, sums.dev, accuracy, 0.5, 2",
        "chat-completions, gpt-x, capitals, accuracy, 0.5, 2",
    })
    void giveWhatTheirPagesSay(String format, String model, String task, String metric, double value, int samples)
            throws IOException {
        try (var reading = ResultFiles.read(
                List.of(write(format)), ReadingOptions.defaults().withUnnamedModel("my-model"))) {
            var batch = reading.batches().getFirst();
            assertThat(batch.format()).isEqualTo(format);
            assertThat(batch.runs()).singleElement().satisfies(run -> {
                assertThat(run.model().name()).isEqualTo(model);
                assertThat(run.task().name()).isEqualTo(task);
                assertThat(run.metrics())
                        .filteredOn(measured -> measured.name().equals(metric))
                        .singleElement()
                        .satisfies(measured -> assertThat(measured.value()).isEqualTo(value, within(1e-12)));
                var count = new int[1];
                run.samples().forEach(_ -> count[0]++);
                assertThat(count[0]).isEqualTo(samples);
            });
        }
    }

    @Test
    void thereIsAPageForEachFormat() throws IOException {
        try (var pages = Files.list(PAGES)) {
            assertThat(pages.map(page -> page.getFileName().toString().replace(".md", "")))
                    .containsExactlyInAnyOrderElementsOf(ResultFiles.formats());
        }
    }

    private Path write(String page) throws IOException {
        var file = FILE.matcher(Files.readString(PAGES.resolve(page + ".md")));
        assertThat(file.find()).as("a file on the page of %s", page).isTrue();
        return Files.writeString(folder.resolve(file.group(1)), file.group(2));
    }
}
