package io.llmlab.local.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// What several systems answered to the same questions, by the question's text.
///
/// Two layouts of JSON lines are read, also mixed: the project's own (`{"id", "question", "answers": {"<system>":
/// {"text", "correct"}}}`) and that of GSM8K's published solutions (`{"question", "ground_truth", "<system>":
/// {"is_correct", "solution"}}`).
public final class Recording {

    private static final Pattern SPACES = Pattern.compile("\\s+");

    private final Map<String, Map<String, RecordedAnswer>> byQuestion;
    private final List<String> longestFirst;
    private final Set<String> systems;

    private Recording(Map<String, Map<String, RecordedAnswer>> byQuestion) {
        this.byQuestion = byQuestion;
        this.longestFirst = byQuestion.keySet().stream()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
        this.systems = new LinkedHashSet<>();
        byQuestion.values().forEach(answers -> systems.addAll(answers.keySet()));
    }

    /// @throws UncheckedIOException if the file cannot be read
    /// @throws IllegalArgumentException if a line fits neither layout; names file and line
    public static Recording read(Path file) {
        try (var input = Files.newInputStream(file)) {
            return read(input, file.toString());
        } catch (IOException failure) {
            throw new UncheckedIOException("The recording %s cannot be read".formatted(file), failure);
        }
    }

    /// @param name what messages call the source
    /// @throws IllegalArgumentException if a line fits neither layout; names source and line
    public static Recording read(InputStream input, String name) throws IOException {
        var json = new ObjectMapper();
        var byQuestion = new HashMap<String, Map<String, RecordedAnswer>>();
        var reader = new BufferedReader(new InputStreamReader(input, StandardCharsets.UTF_8));
        var number = 0;
        for (var line = reader.readLine(); line != null; line = reader.readLine()) {
            number++;
            if (line.isBlank()) {
                continue;
            }
            try {
                var entry = json.readTree(line);
                byQuestion.put(normalised(questionOf(entry)), answersOf(entry));
            } catch (IOException | IllegalArgumentException failure) {
                throw new IllegalArgumentException(
                        "%s, line %d: %s".formatted(name, number, failure.getMessage()), failure);
            }
        }
        return new Recording(byQuestion);
    }

    /// The recorded systems, in the order of their appearance.
    public Set<String> systems() {
        return Set.copyOf(systems);
    }

    public int questions() {
        return byQuestion.size();
    }

    /// The share of questions a system's answers were judged correct on, 0..1.
    public double accuracy(String system) {
        return byQuestion.values().stream()
                .map(answers -> answers.get(system))
                .mapToInt(answer -> answer != null && answer.correct() ? 1 : 0)
                .average()
                .orElse(0);
    }

    /// What a system answered to the question a message asks: the message itself or, failing that, the longest question
    /// it contains. Case and white space do not count.
    public Optional<RecordedAnswer> answer(String system, String message) {
        return question(normalised(message)).map(byQuestion::get).map(answers -> answers.get(system));
    }

    private Optional<String> question(String message) {
        return byQuestion.containsKey(message)
                ? Optional.of(message)
                : longestFirst.stream().filter(message::contains).findFirst();
    }

    private static String normalised(String text) {
        return SPACES.matcher(text.strip()).replaceAll(" ").toLowerCase(Locale.ROOT);
    }

    private static String questionOf(JsonNode entry) {
        var question = entry.path("question");
        if (!question.isTextual() || question.textValue().isBlank()) {
            throw new IllegalArgumentException("a recording's line needs a \"question\"");
        }
        return question.textValue();
    }

    private static Map<String, RecordedAnswer> answersOf(JsonNode entry) {
        var answers = new LinkedHashMap<String, RecordedAnswer>();
        entry.path("answers")
                .properties()
                .forEach(answer -> answers.put(
                        answer.getKey(),
                        new RecordedAnswer(
                                answer.getValue().path("text").asText(),
                                answer.getValue().path("correct").asBoolean())));
        entry.properties().stream()
                .filter(field -> field.getValue().has("solution"))
                .forEach(answer -> answers.put(
                        answer.getKey(),
                        new RecordedAnswer(
                                answer.getValue().path("solution").asText(),
                                answer.getValue().path("is_correct").asBoolean())));
        if (answers.isEmpty()) {
            throw new IllegalArgumentException("no answers: neither \"answers\" nor a system with a \"solution\"");
        }
        return answers;
    }
}
