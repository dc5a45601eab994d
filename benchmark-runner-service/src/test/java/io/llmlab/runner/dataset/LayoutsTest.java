package io.llmlab.runner.dataset;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.llmlab.runner.dataset.DatasetItem.Message;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LayoutsTest {

    /// The last three columns are of the file's second item.
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            own.csv                | own        | csv   | 3 | moon             | A | The Moon
            gsm8k.jsonl            | gsm8k      | jsonl | 2 | b77d5ffde5bfe714 | 7 | 7
            gsm8k.csv              | gsm8k      | csv   | 2 | b77d5ffde5bfe714 | 7 | 7
            mmlu.json              | mmlu       | json  | 3 |                  | C | Euclid
            mmlu.csv               | mmlu       | csv   | 3 |                  | C | Euclid
            mmlu-numpy.csv         | mmlu       | csv   | 3 |                  | C | Euclid
            mmlu-authors.csv       | mmlu       | csv   | 3 |                  | C | Euclid
            arc.json               | arc        | json  | 2 | Own_2            | B | light
            arc-authors.jsonl      | arc        | jsonl | 2 | Own_2            | B | light
            arc-numpy.csv          | arc        | csv   | 2 | Own_2            | B | light
            hellaswag.json         | hellaswag  | json  | 2 | 19               | B | He walks out.
            hellaswag.csv          | hellaswag  | csv   | 2 | 19               | B | He walks out.
            truthfulqa.json        | truthfulqa | json  | 2 | 92dcaa067de3626e | B | No, we use all of it
            truthfulqa.csv         | truthfulqa | csv   | 2 | 92dcaa067de3626e | B | No, we use all of it
            truthfulqa-authors.csv | truthfulqa | csv   | 2 | 92dcaa067de3626e | B | No, we use all of it
            truthfulqa-mc.jsonl    | truthfulqa | jsonl | 2 | 92dcaa067de3626e | B | No, we use all of it
            """)
    void areRecognised(
            String file, String layout, String format, int items, String id, String target, String rightChoice) {
        var uploaded = read(file);

        assertThat(uploaded.summary()).isEqualTo(new DatasetReader.Summary(items, format, layout));
        assertThat(uploaded.items()).hasSize(items);
        var second = uploaded.items().get(1);
        assertThat(second.target()).isEqualTo(target);
        assertThat(uploaded.rightChoice(1)).isEqualTo(rightChoice);
        if (id != null) {
            assertThat(second.id()).isEqualTo(id);
        }
    }

    @Test
    void giveTheSameItemsInEachFormOfOneLayout() {
        assertThat(read("mmlu.csv").items()).isEqualTo(read("mmlu.json").items());
        assertThat(read("mmlu-numpy.csv").items()).isEqualTo(read("mmlu.json").items());
        assertThat(read("gsm8k.csv").items()).isEqualTo(read("gsm8k.jsonl").items());
        assertThat(read("arc-numpy.csv").items()).isEqualTo(read("arc.json").items());
        assertThat(read("arc-authors.jsonl").items()).isEqualTo(read("arc.json").items());
        assertThat(read("hellaswag.csv").items())
                .extracting(ItemContent::messages, ItemContent::choices)
                .isEqualTo(read("hellaswag.json").items().stream()
                        .map(item -> tuple(item.messages(), item.choices()))
                        .toList());
        assertThat(read("mmlu-authors.csv").items())
                .extracting(ItemContent::id)
                .isEqualTo(
                        read("mmlu.json").items().stream().map(ItemContent::id).toList());
    }

    @Test
    void readCellsThatHoldLists() {
        var items = read("own.csv").items();

        assertThat(items.get(0).target()).isEqualTo("42");
        assertThat(items.get(0).metadata()).hasToString("{\"subject\":\"arithmetic\"}");
        assertThat(items.get(1).choices()).containsExactly("The Moon", "Mars' moons");
        assertThat(items.get(1).messages()).containsExactly(new Message("user", "What orbits the Earth?\nChoose."));
        assertThat(items.get(1).metadata()).isEmpty();
        assertThat(items.get(2).answer())
                .as("an index, although there is a choice 2")
                .isEqualTo(2);
    }

    /// The numbers among MMLU's choices look like indexes.
    @Test
    void takeANumberInACellForAnIndex() {
        assertThat(read("mmlu.csv").rightChoice(0)).isEqualTo("2");
        assertThat(read("mmlu.csv").rightChoice(2)).isEqualTo("2");
    }

    @Test
    void askWhatHellaSwagAsks() {
        var items = read("hellaswag.json").items();

        assertThat(items.get(0).messages())
                .containsExactly(new Message(
                        "user", "Which ending continues the text best?\n\nBaking bread: A woman kneads dough. she"));
        assertThat(items.get(1).messages().getFirst().content()).endsWith("best?\n\nA boy ties his shoes.");
        assertThat(items.get(0).metadata().properties())
                .extracting(field -> field.getKey())
                .containsExactly("activity_label", "source_id", "split", "split_type");
    }

    @Test
    void leaveEmptyAnswersOfTruthfulQaOut() {
        var item = read("truthfulqa.json").items().getFirst();

        assertThat(item.choices())
                .containsExactlyInAnyOrder("No, they remember for months", "Yes, after three seconds", "Yes");
        assertThat(item.metadata().get("correct_answers")).hasSize(2);
        assertThat(item.metadata().get("category").asText()).isEqualTo("Myths");
    }

    @Test
    void giveNoLetterOfTruthfulQaAway() {
        var rows = IntStream.range(0, 400).mapToObj(i -> """
                        {"question": "q%d", "best_answer": "b", "incorrect_answers": ["c", "d", "e"]}""".formatted(i)).toList();

        var items = Uploaded.read(String.join("\n", rows), FileFormat.JSON).items();

        // 400 draws of 1 in 4: 100 on average with a standard deviation of 8.7
        for (var letter : List.of("A", "B", "C", "D")) {
            assertThat(items.stream().filter(item -> item.target().equals(letter)))
                    .hasSizeBetween(60, 140);
        }
    }

    @Test
    void tellTheSameQuestionTwiceApart() {
        var row = "{\"question\": \"q\", \"subject\": \"s\", \"choices\": [\"a\", \"b\"], \"answer\": 0}\n";

        var ids = Uploaded.read(row + row + row, FileFormat.JSON).items().stream()
                .map(ItemContent::id)
                .toList();

        assertThat(ids.get(0)).matches("[0-9a-f]{16}");
        assertThat(ids).containsExactly(ids.get(0), ids.get(0) + "-2", ids.get(0) + "-3");
    }

    @Test
    void sayWhatEachOfThemLacks() {
        var failure = Uploaded.failure("instruction,answer\nAdd.,3\nAdd.,4\n", FileFormat.UNKNOWN);

        assertThat(failure.errors()).hasSize(1);
        assertThat(failure.errors().getFirst().detail())
                .contains(
                        "row 1 (line 2) is of no known layout",
                        "own lacks prompt (or question, or messages);",
                        "gsm8k lacks question and an answer that ends in #### and the number",
                        "mmlu lacks question and choices (or A, B, C and D) and subject",
                        "truthfulqa lacks question and best_answer and incorrect_answers",
                        "arc lacks question and answerKey and choices {text[], label[]}",
                        "hellaswag lacks ctx and endings and label");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            gsm8k.jsonl     | #### 7              | 7                     | /2/answer            | must end in ####
            arc.json        | "answerKey": "2"    | "answerKey": "5"      | /1/answerKey         | must be one of 1, 2, 3, 4, not "5"
            hellaswag.json  | "label": "1"        | "label": ""           | /1/label             | the test split of HellaSwag has none
            hellaswag.json  | "label": "1"        | "label": "4"          | /1/answer            | index from 0 to 3
            truthfulqa.json | "No, we use all of it", | "",               | /1/best_answer       | must not be empty
            mmlu.csv        | Plato'              | Plato                 | /2/choices           | must be a list such as
            mmlu.csv        | ,2                  | ,4                    | /2/answer            | index from 0 to 3
            """)
    void nameTheRowThatDoesNotFit(String file, String part, String other, String pointer, String detail)
            throws IOException {
        var text = new String(open(file).readAllBytes(), StandardCharsets.UTF_8);
        assertThat(text).contains(part);
        var at = text.lastIndexOf(part);

        var failure = Uploaded.failure(
                text.substring(0, at) + other + text.substring(at + part.length()), FileFormat.UNKNOWN);

        assertThat(failure.errors()).hasSize(1);
        assertThat(failure.errors().getFirst().pointer()).isEqualTo(pointer);
        assertThat(failure.errors().getFirst().detail()).contains(detail);
    }

    private static Uploaded read(String file) {
        return Uploaded.read(open(file), FileFormat.UNKNOWN);
    }

    private static InputStream open(String file) {
        return requireNonNull(LayoutsTest.class.getResourceAsStream("/datasets/" + file), file);
    }
}
