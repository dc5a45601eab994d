package io.llmlab.local.demo;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DemoDataTest {

    private static final String LARGE = "atlas-large";
    private static final String MEDIUM = "atlas-medium";
    private static final String SMALL = "atlas-small";

    private static final Pattern NUMBER = Pattern.compile("-?\\d+(?:\\.\\d+)?");
    private static final ObjectMapper JSON = new ObjectMapper();

    private static List<Item> items = List.of();
    private static Map<String, Recorded> recordings = Map.of();

    record Item(String id, String prompt, String target, String topic, int steps) {}

    record Recorded(String id, String question, Map<String, Answer> answers) {}

    record Answer(String text, boolean correct) {}

    @BeforeAll
    static void read() throws IOException {
        items = lines("word-problems.jsonl", Item.class);
        recordings =
                lines("recordings.jsonl", Recorded.class).stream().collect(toMap(Recorded::id, Function.identity()));
    }

    @Test
    void holdsEnoughItemsToTellSystemsApart() {
        assertThat(items).hasSizeGreaterThanOrEqualTo(200);
    }

    @Test
    void asksNothingTwice() {
        assertThat(items).extracting(Item::id).doesNotHaveDuplicates();
        assertThat(items)
                .extracting(item -> item.prompt().toLowerCase(Locale.ROOT).replaceAll("\\s+", " "))
                .doesNotHaveDuplicates();
    }

    @Test
    void hasANumberAsTheTargetOfEveryItem() {
        assertThat(items).extracting(Item::target).allMatch(NUMBER.asMatchPredicate());
    }

    @Test
    void recordsTheAnswersOfAllSystemsToEveryItem() {
        assertThat(recordings).hasSameSizeAs(items);
        assertThat(items).allSatisfy(item -> {
            var recorded = recorded(item);
            assertThat(recorded.question()).isEqualTo(item.prompt());
            assertThat(recorded.answers()).containsOnlyKeys(LARGE, MEDIUM, SMALL);
            assertThat(recorded.answers().values()).extracting(Answer::text).noneMatch(String::isBlank);
        });
    }

    @Test
    void judgesEveryAnswerByItsFinalNumber() {
        assertThat(items)
                .allSatisfy(item -> assertThat(recorded(item).answers())
                        .allSatisfy((system, answer) -> assertThat(answer.correct())
                                .as("%s on %s: %s", system, item.id(), answer.text())
                                .isEqualTo(finalNumber(answer.text())
                                        .filter(number -> number.compareTo(new BigDecimal(item.target())) == 0)
                                        .isPresent())));
    }

    @Test
    void holdsAnswersWithoutANumberAndInBothForms() {
        var texts = recordings.values().stream()
                .flatMap(recorded -> recorded.answers().values().stream())
                .map(Answer::text)
                .toList();

        assertThat(texts)
                .anyMatch(text -> finalNumber(text).isEmpty())
                .anyMatch(text -> text.contains("####"))
                .anyMatch(text -> !text.contains("####") && finalNumber(text).isPresent());
    }

    @ParameterizedTest
    @CsvSource({LARGE + "," + MEDIUM, MEDIUM + "," + SMALL})
    void setsTheSystemsTenPointsApart(String better, String worse) {
        assertThat(shareCorrect(better, items) - shareCorrect(worse, items)).isGreaterThanOrEqualTo(0.1);
    }

    @ParameterizedTest
    @CsvSource({LARGE, MEDIUM, SMALL})
    void isHarderWhereMoreStepsAreNeeded(String system) {
        var shortOnes = items.stream().filter(item -> item.steps() <= 3).toList();
        var longOnes = items.stream().filter(item -> item.steps() > 3).toList();

        assertThat(shareCorrect(system, shortOnes)).isGreaterThan(shareCorrect(system, longOnes));
    }

    private static double shareCorrect(String system, List<Item> among) {
        return among.stream()
                .mapToInt(item -> answer(item, system).correct() ? 1 : 0)
                .average()
                .orElseThrow();
    }

    private static Recorded recorded(Item item) {
        return requireNonNull(recordings.get(item.id()), () -> "nothing is recorded for " + item.id());
    }

    private static Answer answer(Item item, String system) {
        return requireNonNull(recorded(item).answers().get(system), () -> "no answer of " + system);
    }

    /// The last number after the last `####`, or of the whole text where there is no such mark.
    private static Optional<BigDecimal> finalNumber(String text) {
        var mark = text.lastIndexOf("####");
        var numbers = NUMBER.matcher(text.substring(mark + 1).replace(",", ""));
        return numbers.results().map(found -> new BigDecimal(found.group())).reduce((_, last) -> last);
    }

    private static <T> List<T> lines(String file, Class<T> type) throws IOException {
        var resource = requireNonNull(DemoDataTest.class.getResourceAsStream("/demo/" + file), file);
        try (var reader = new BufferedReader(new InputStreamReader(resource, StandardCharsets.UTF_8))) {
            var read = new ArrayList<T>();
            for (var line : reader.lines().toList()) {
                read.add(JSON.readValue(line, type));
            }
            return read;
        }
    }
}
