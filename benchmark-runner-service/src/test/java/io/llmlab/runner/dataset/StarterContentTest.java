package io.llmlab.runner.dataset;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.llmlab.platform.http.JsonConventions;
import io.llmlab.runner.score.Scorers;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whether the items that come with the service can be what they are for.
class StarterContentTest {

    private static final Pattern MODULAR =
            Pattern.compile("Start with the number (\\d+) and .* remainder on division by (\\d+), .*");
    private static final Pattern STEP = Pattern.compile("\\d+\\. (?<what>\\D+?)\\s?(?<number>\\d*)(?<more>\\D*)\\.");

    @ParameterizedTest
    @ValueSource(strings = {"truthfulness", "reasoning", "knowledge"})
    void has200DifferentItemsInCategories(String name) {
        var items = items(name);

        assertThat(items).hasSize(200);
        assertThat(items).map(ItemContent::id).doesNotHaveDuplicates().allMatch(id -> id.startsWith(name + "-"));
        assertThat(items).map(StarterContentTest::question).doesNotHaveDuplicates();
        assertThat(items.stream().collect(groupingBy(item -> text(item, "category"), counting())))
                .hasSizeGreaterThanOrEqualTo(5)
                .allSatisfy((category, count) -> {
                    assertThat(category).isNotBlank();
                    assertThat(count).isGreaterThanOrEqualTo(10);
                });
        assertThat(items).allSatisfy(item -> {
            assertThat(text(item, "explanation")).as(item.id()).isNotBlank();
            assertThat(text(item, "difficulty")).as(item.id()).isIn("easy", "medium", "hard");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"truthfulness", "knowledge"})
    void hasOneRightChoiceThatItsPlaceDoesNotGiveAway(String name) {
        var items = items(name);

        assertThat(items).allSatisfy(item -> {
            assertThat(item.choices()).as(item.id()).hasSize(4).allMatch(choice -> !choice.isBlank());
            assertThat(item.choices().stream().map(choice -> choice.strip().toLowerCase(Locale.ROOT)))
                    .as(item.id())
                    .doesNotHaveDuplicates();
            assertThat(item.answer()).as(item.id()).isBetween(0, 3);
        });
        assertThat(items.stream().collect(groupingBy(ItemContent::target, counting())))
                .containsOnlyKeys("A", "B", "C", "D")
                .allSatisfy((letter, count) -> assertThat(count).as(letter).isLessThanOrEqualTo(80));
        assertThat(items.stream().filter(StarterContentTest::isLongestRight).count())
                .as("items whose longest choice is the right one; by chance 50")
                .isLessThanOrEqualTo(80);
    }

    @Test
    void asksForNumbersInReasoning() {
        assertThat(items("reasoning"))
                .allSatisfy(item -> assertThat(Scorers.isNumber(item.target()))
                        .as(item.id())
                        .isTrue());
    }

    @Test
    void computesTheModularItemsRight() {
        var computed = items("reasoning").stream()
                .filter(StarterContentTest::isModular)
                .toList();

        assertThat(computed).hasSizeGreaterThanOrEqualTo(3);
        assertThat(computed)
                .allSatisfy(item ->
                        assertThat(modular(question(item))).as(item.id()).isEqualTo(Long.parseLong(item.target())));
    }

    @Test
    void makesTheOtherTwoOfTheThree() {
        var everything = new HashSet<>(items("truthfulness"));
        everything.addAll(items("reasoning"));
        everything.addAll(items("knowledge"));

        assertThat(new HashSet<>(items("comprehensive"))).isEqualTo(everything).hasSize(600);
        assertThat(items("health_check"))
                .hasSize(10)
                .doesNotHaveDuplicates()
                .allMatch(everything::contains)
                .allMatch(item -> text(item, "difficulty").equals("easy"));
    }

    @Test
    void keepsTheExplanationFromTheQuestion() {
        assertThat(items("comprehensive"))
                .allSatisfy(item -> assertThat(question(item)).as(item.id()).doesNotContain(text(item, "explanation")));
    }

    private static boolean isModular(ItemContent item) {
        return question(item)
                .lines()
                .findFirst()
                .filter(MODULAR.asMatchPredicate())
                .isPresent();
    }

    private static long modular(String question) {
        var start = MODULAR.matcher(question.lines().findFirst().orElseThrow());
        assertThat(start.matches()).isTrue();
        var number = Long.parseLong(start.group(1));
        var modulus = Long.parseLong(start.group(2));
        for (var line :
                question.lines().filter(line -> line.matches("\\d+\\. .*")).toList()) {
            number = step(number, line);
            number = Math.floorMod(number, modulus);
        }
        return number;
    }

    private static long step(long number, String line) {
        var step = STEP.matcher(line);
        assertThat(step.matches()).as(line).isTrue();
        var operand = step.group("number").isEmpty() ? 0 : Long.parseLong(step.group("number"));
        return switch (step.group("what") + step.group("more")) {
            case "Multiply by" -> number * operand;
            case "Add" -> number + operand;
            case "Square the number" -> number * number;
            case "Add times the sum of the decimal digits of the number" ->
                number
                        + operand
                                * Long.toString(number)
                                        .chars()
                                        .map(digit -> digit - '0')
                                        .sum();
            case "Write the decimal digits in reverse order (dropping leading zeros) and add" ->
                Long.parseLong(new StringBuilder(Long.toString(number))
                                .reverse()
                                .toString())
                        + operand;
            default -> throw new AssertionError("An unknown step: " + line);
        };
    }

    private static boolean isLongestRight(ItemContent item) {
        var right = item.choices().get(Objects.requireNonNull(item.answer())).length();
        return item.choices().stream()
                        .filter(choice -> choice.length() >= right)
                        .count()
                == 1;
    }

    private static String question(ItemContent item) {
        return item.messages().getLast().content();
    }

    private static String text(ItemContent item, String field) {
        return item.metadata().path(field).asText();
    }

    private static List<ItemContent> items(String name) {
        var lines = Objects.requireNonNull(StarterContent.all().get(name));
        return Stream.of(StarterContent.read(lines))
                .flatMap(file -> file.items().stream())
                .map(StarterContentTest::content)
                .toList();
    }

    private static ItemContent content(String json) {
        try {
            return JsonConventions.mapper().readValue(json, ItemContent.class);
        } catch (JsonProcessingException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
