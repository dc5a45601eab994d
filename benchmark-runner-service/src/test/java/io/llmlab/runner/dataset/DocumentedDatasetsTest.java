package io.llmlab.runner.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmlab.local.launch.StackSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The files of `docs/datasets.md` are read as the page says.
class DocumentedDatasetsTest {

    private static final Pattern FILE = Pattern.compile("cat > (\\S+) <<'END'\n(.*?)END\n", Pattern.DOTALL);

    @Test
    void areReadAsThePageSays() throws IOException {
        var page = Files.readString(StackSettings.findRoot().resolve("docs/datasets.md"));
        var layouts = new HashMap<String, String>();
        for (var file = FILE.matcher(page); file.find(); ) {
            var uploaded = Uploaded.read(file.group(2), FileFormat.of(null, file.group(1)));
            layouts.put(file.group(1), uploaded.summary().layout());
        }

        assertThat(layouts)
                .isEqualTo(Map.of(
                        "questions.jsonl", "own",
                        "questions.csv", "own",
                        "gsm8k.jsonl", "gsm8k",
                        "mmlu.csv", "mmlu",
                        "arc.jsonl", "arc",
                        "hellaswag.jsonl", "hellaswag",
                        "truthfulqa.csv", "truthfulqa"));
    }
}
