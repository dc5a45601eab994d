package io.llmlab.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/// Questions, and the recorded answers of systems of differing skill with their judged correctness.
///
/// @param questions the data set to upload, JSON lines
/// @param recording what the replay server answers from
/// @param good the system the model answers as at first
/// @param poor the system it is switched to
/// @param subset how many items a run draws
record Exam(
        String name,
        Path questions,
        Path recording,
        String good,
        String poor,
        int subset,
        Function<Judged, Boolean> judged) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /// One recorded answer: the line of the recording, and whose answer is asked for.
    record Judged(JsonNode line, String system) {}

    /// GSM8K's test questions and the recorded solutions of four systems; outside of the project.
    static Exam gsm8k(Path shared) {
        var folder = shared.resolve("datasets/gsm8k");
        return new Exam(
                "gsm8k",
                folder.resolve("test.jsonl"),
                folder.resolve("example_model_solutions.jsonl"),
                "175b_verification",
                "6b_finetuning",
                400,
                answer -> answer.line().path(answer.system()).path("is_correct").asBoolean());
    }

    /// The project's own questions and recordings.
    static Exam own(Path root) {
        var folder = root.resolve("deploy/local/src/main/resources/demo");
        return new Exam(
                "word-problems",
                folder.resolve("word-problems.jsonl"),
                folder.resolve("recordings.jsonl"),
                "atlas-large",
                "atlas-small",
                120,
                answer -> answer.line()
                        .path("answers")
                        .path(answer.system())
                        .path("correct")
                        .asBoolean());
    }

    boolean isThere() {
        return Files.isReadable(questions) && Files.isReadable(recording);
    }

    int size() throws IOException {
        return lines().size();
    }

    /// How many of the recorded answers of a system were judged correct.
    long correct(String system) throws IOException {
        return lines().stream()
                .filter(line -> judged.apply(new Judged(line, system)))
                .count();
    }

    private List<JsonNode> lines() throws IOException {
        try (var lines = Files.lines(recording)) {
            return lines.filter(line -> !line.isBlank()).map(Exam::parse).toList();
        }
    }

    private static JsonNode parse(String line) {
        try {
            return JSON.readTree(line);
        } catch (IOException unreadable) {
            throw new IllegalArgumentException("The recording has a line that is no JSON", unreadable);
        }
    }
}
