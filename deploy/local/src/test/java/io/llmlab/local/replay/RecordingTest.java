package io.llmlab.local.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class RecordingTest {

    private static final String OWN = """
            {"id": "a", "question": "What is 1 + 1?", "answers": {"good": {"text": "2", "correct": true}, "poor": {"text": "3", "correct": false}}}

            {"id": "b", "question": "What is 1 + 1? And twice that?", "answers": {"good": {"text": "4", "correct": true}, "poor": {"text": "4", "correct": true}}}
            """;

    private static final String SOLUTIONS = """
            {"question": "How many eggs?", "ground_truth": "A: 18", "6b": {"is_correct": false, "solution": "A: 26"}, "175b": {"is_correct": true, "solution": "A: 18"}}
            """;

    @Test
    void readsTheProjectsOwnLayout() throws IOException {
        var recording = recording(OWN);

        assertThat(recording.systems()).containsExactlyInAnyOrder("good", "poor");
        assertThat(recording.questions()).isEqualTo(2);
        assertThat(recording.accuracy("good")).isCloseTo(1, within(0.0));
        assertThat(recording.accuracy("poor")).isCloseTo(0.5, within(0.0));
    }

    @Test
    void readsTheLayoutOfPublishedSolutions() throws IOException {
        var recording = recording(SOLUTIONS);

        assertThat(recording.systems()).containsExactlyInAnyOrder("6b", "175b");
        assertThat(recording.answer("6b", "How many eggs?")).contains(new RecordedAnswer("A: 26", false));
    }

    @Test
    void findsAQuestionWhateverItsCaseAndSpaces() throws IOException {
        assertThat(recording(SOLUTIONS).answer("175b", "  how many\n EGGS? ")).isPresent();
    }

    @Test
    void findsTheLongestQuestionAMessageContains() throws IOException {
        var message = "Solve this.\nQ: What is 1 + 1? And twice that?\nA:";

        assertThat(recording(OWN).answer("good", message))
                .map(RecordedAnswer::text)
                .contains("4");
    }

    @Test
    void prefersTheQuestionThatIsTheWholeMessage() throws IOException {
        assertThat(recording(OWN).answer("good", "What is 1 + 1?"))
                .map(RecordedAnswer::text)
                .contains("2");
    }

    @Test
    void knowsNothingAboutOtherQuestions() throws IOException {
        assertThat(recording(OWN).answer("good", "What is love?")).isEmpty();
    }

    @Test
    void namesTheLineThatFitsNoLayout() {
        assertThatThrownBy(() -> recording("\n{\"question\": \"Why?\"}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("test.jsonl, line 2: no answers");
        assertThatThrownBy(() -> recording("{\"question\"")).hasMessageStartingWith("test.jsonl, line 1: ");
        assertThatThrownBy(() -> recording("{\"answers\": {}}")).hasMessageContaining("needs a \"question\"");
    }

    @Test
    void namesTheFileThatIsNotThere() {
        assertThatThrownBy(() -> Recording.read(Path.of("/nowhere/at.all")))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("/nowhere/at.all");
    }

    static Recording recording(String lines) throws IOException {
        return Recording.read(new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8)), "test.jsonl");
    }
}
