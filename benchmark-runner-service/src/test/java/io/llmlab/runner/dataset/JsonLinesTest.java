package io.llmlab.runner.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmlab.platform.problem.DomainException.Invalid;
import io.llmlab.platform.problem.FieldError;
import io.llmlab.runner.dataset.DatasetItem.Message;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonLinesTest {

    @Test
    void readsAPromptWithItsTarget() {
        var item = item("{\"id\": \"a\", \"prompt\": \"1+1?\", \"target\": \"2\", \"topic\": {\"level\": 3}}");

        assertThat(item.id()).isEqualTo("a");
        assertThat(item.messages()).containsExactly(new Message("user", "1+1?"));
        assertThat(item.target()).isEqualTo("2");
        assertThat(item.choices()).isEmpty();
        assertThat(item.answer()).isNull();
        assertThat(item.metadata()).hasToString("{\"topic\":{\"level\":3}}");
    }

    @Test
    void keepsABackslashThatOnlyLooksLikeNul() {
        assertThat(item("{\"prompt\": \"p\", \"target\": \"\\\\u0000\"}").target())
                .isEqualTo("\\u0000");
    }

    @Test
    void readsAConversation() {
        var item = item("""
                {"id": 7, "messages": [{"role": "system", "content": "Be short."}, {"role": "user", "content": "Hi"}], "target": 42}""");

        assertThat(item.id()).isEqualTo("7");
        assertThat(item.messages()).containsExactly(new Message("system", "Be short."), new Message("user", "Hi"));
        assertThat(item.target()).isEqualTo("42");
    }

    @Test
    void takesTheNumberBehindTheSolutionOfGsm8k() {
        var item = item("{\"question\": \"Ducks?\", \"answer\": \"16 - 3 = <<16-3=13>>13\\n#### 1,018\"}");

        assertThat(item.messages()).containsExactly(new Message("user", "Ducks?"));
        assertThat(item.target()).isEqualTo("1018");
        assertThat(item.id()).isEqualTo("078517ba1c0ab984");
        assertThat(item.metadata().get("answer").asText()).contains("####");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            #### 18        | 18
            x\\n####-5     | -5
            #### $1,234.50 | 1234.50
            #### the blue one | the blue one
            Paris          | Paris
            """)
    void findsTheAnswer(String answer, String target) {
        assertThat(item("{\"prompt\": \"p\", \"answer\": \"%s\"}".formatted(answer))
                        .target())
                .isEqualTo(target);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "answer": 2          | 2
            "answer": "C"        | 2
            "answer": "c"        | 2
            "answer": " red "    | 0
            "target": "B"        | 1
            "target": 0          | 0
            """)
    void findsTheRightChoice(String field, int index) {
        var item = item("{\"prompt\": \"Colour?\", \"choices\": [\"red\", \"green\", \"blue\"], %s}".formatted(field));

        assertThat(item.answer()).isEqualTo(index);
        assertThat(item.target()).isEqualTo(List.of("A", "B", "C").get(index));
        assertThat(item.choices()).containsExactly("red", "green", "blue");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"prompt": "p", "target": "t"                  | /2          | line 2 is no JSON
            {"prompt": "p", "target": "t"} {}              | /2          | line 2 is no JSON
            {"prompt": "p", "prompt": "q", "target": "t"}  | /2          | Duplicate
            "text"                                         | /2          | line 2 is no JSON object
            {"target": "t"}                                | /2/prompt   | line 2: prompt is missing
            {"prompt": " ", "target": "t"}                 | /2/prompt   | must not be empty
            {"prompt": 5, "target": "t"}                   | /2/prompt   | must be a text
            {"prompt": "p"}                                | /2/target   | is missing
            {"prompt": "p", "target": null}                | /2/target   | is missing
            {"prompt": "p", "target": []}                  | /2/target   | must be a text or a number
            {"prompt": "p", "answer": ""}                  | /2/answer   | must not be empty
            {"prompt": "p", "id": {}, "target": "t"}       | /2/id       | must be a text or a number
            {"prompt": "p", "id": "", "target": "t"}       | /2/id       | must have 1 to 255 characters
            {"prompt": "p", "id": "first", "target": "t"}  | /2/id       | is the id of line 1 already
            {"prompt": "p", "messages": [], "target": "t"} | /2/messages | stands beside prompt
            {"messages": [], "target": "t"}                | /2/messages | at least one
            {"messages": [{"role": "user"}], "target": "t"} | /2/messages | array of {role, content}
            {"messages": [{"role": "bot", "content": "x"}], "target": "t"} | /2/messages | not 'bot'
            {"prompt": "p", "choices": ["a"], "answer": 0} | /2/choices  | 2 to 26
            {"prompt": "p", "choices": ["a", {}], "answer": 0} | /2/choices | array of texts
            {"prompt": "p", "choices": ["a", "b"]}         | /2/answer   | is missing
            {"prompt": "p", "choices": ["a", "b"], "answer": 2}   | /2/answer | index from 0 to 1
            {"prompt": "p", "choices": ["a", "b"], "answer": -1}  | /2/answer | letter from A to B
            {"prompt": "p", "choices": ["a", "b"], "answer": "C"} | /2/answer | not "C"
            {"prompt": "p", "choices": ["x", "x"], "answer": "x"} | /2/answer | not "x"
            {"prompt": "p\\u0000", "target": "t"}          | /2          | NUL
            """)
    void namesTheLineThatDoesNotFit(String line, String pointer, String detail) {
        var failure = failure("{\"id\": \"first\", \"prompt\": \"p\", \"target\": \"t\"}\n" + line);

        assertThat(failure.errors()).hasSize(1);
        assertThat(failure.errors().getFirst().pointer()).isEqualTo(pointer);
        assertThat(failure.errors().getFirst().detail()).contains("line 2").contains(detail);
    }

    @Test
    void namesSeveralLinesAtOnceUpToTwenty() {
        var lines = IntStream.rangeClosed(1, 50).mapToObj(_ -> "{}").collect(Collectors.joining("\n"));

        assertThat(failure("{\"prompt\": \"p\", \"target\": \"t\"}\n" + lines).errors())
                .hasSize(20)
                .map(FieldError::pointer)
                .startsWith("/2/prompt", "/3/prompt");
    }

    @Test
    void countsBlankLinesAndSkipsThem() {
        var file = read("\n{\"prompt\": \"p\", \"target\": \"t\"}\r\n   \n{\"prompt\": \"q\", \"target\": \"t\"}");

        assertThat(file.items()).map(ItemContent::id).containsExactly("2", "4");
    }

    @Test
    void hashesTheBytesAsTheyCame() {
        assertThat(read("{\"prompt\": \"p\", \"target\": \"t\"}\n").sha256())
                .isEqualTo("4439d1efe79e7df0ed317fba4eb1e6dc7d1b123437f5596efcf7252c96f6e1ec")
                .isNotEqualTo(read("{\"prompt\": \"p\", \"target\": \"t\"}").sha256());
    }

    @Test
    void readsAByteOrderMark() {
        assertThat(item("\uFEFF{\"prompt\": \"p\", \"target\": \"ä\"}").target())
                .isEqualTo("ä");
    }

    @Test
    void refusesAnEmptyFile() {
        assertThat(failure("").errors().getFirst().detail()).isEqualTo("The data set holds no item");
        assertThat(failure("\n \n").errors().getFirst().detail()).isEqualTo("The data set holds no item");
    }

    @Test
    void keepsItsLimits() {
        var longLine = "{\"prompt\": \"" + "x".repeat(ItemJson.MAX_ITEM_BYTES) + "\", \"target\": \"t\"}";
        assertThat(failure("{\"prompt\": \"p\", \"target\": \"t\"}\n" + longLine)
                        .detail())
                .contains("line 2 is longer than the 1048576 bytes");

        var many = "{\"prompt\":\"p\",\"target\":\"t\"}\n".repeat(DatasetReader.MAX_ITEMS);
        assertThat(read(many).items()).hasSize(DatasetReader.MAX_ITEMS);
        assertThat(failure(many + "{\"prompt\":\"p\",\"target\":\"t\"}").detail())
                .contains("line 100001 is one item");
    }

    private static ItemContent item(String line) {
        var items = read(line).items();
        assertThat(items).hasSize(1);
        return items.getFirst();
    }

    private static Invalid failure(String text) {
        return Uploaded.failure(text, FileFormat.JSON);
    }

    private static Uploaded read(String text) {
        return Uploaded.read(text, FileFormat.JSON);
    }
}
