package io.llmlab.runner.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmlab.platform.http.JsonConventions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScorersTest {

    private static final List<String> CITIES = List.of("Paris", "Rome", "New York", "York");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    Paris            | paris             | 1
                    Paris            | '  "Paris". '     | 1
                    New York         | New\tYork         | 1
                    Paris            | Paris, France     | 0
                    Paris            | I cannot say that | 0
                    Paris            | ''                | 0
                    """)
    void matchesExactly(String target, String answer, double score) {
        assertThat(new ExactMatch().score(Expectation.of(target), answer).value())
                .isEqualTo(score);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    18         | She makes 9 * 2 = $<<9*2=18>>18 every day.\\n#### 18 | 1
                    18         | A: 18                                  | 1
                    18         | It is 18.                              | 1
                    18         | It is 18.0                             | 1
                    18.0       | 18                                     | 1
                    18         | #### 17 is what I said, but #### 18    | 1
                    18         | #### 18 (which is 3 more than 15)      | 1
                    70000      | The profit is $70,000.                 | 1
                    70,000     | 70000                                  | 1
                    15%        | It grew by 15 %                        | 1
                    -5         | The answer is -5                       | 1
                    -5         | The answer is \u22125                       | 1
                    13         | 16-3=13                                | 1
                    3          | 16-3                                   | 1
                    0.5        | .5                                     | 1
                    1000000    | 1e6                                    | 1
                    4          | 1, 2, 3, 4                             | 1
                    1234       | $1,234.00!                             | 1
                    Worked out.\\n#### 42 | 42                          | 1
                    18         | 180                                    | 0
                    18         | 18.5                                   | 0
                    18         | I would rather not say.                | 0
                    18         | ~~                                     | 0
                    no number  | 18                                     | 0
                    """)
    void readsTheFinalNumber(String target, String answer, double score) {
        var given = Expectation.of(target.replace("\\n", "\n"));
        assertThat(new NumericAnswer().score(given, answer.replace("\\n", "\n")).value())
                .isEqualTo(score);
    }

    @ParameterizedTest
    @CsvSource({"18,true", "'-1,234.5',true", "$3,true", "12 %,true", "3 apples,false", "abc,false", "'',false"})
    void knowsANumber(String target, boolean number) {
        assertThat(Scorers.isNumber(target)).isEqualTo(number);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    B                                        | 1
                    b                                        | 1
                    (B)                                      | 1
                    B.                                       | 1
                    B) Rome                                  | 1
                    **B**                                    | 1
                    The answer is B                          | 1
                    Answer: b                                | 1
                    The correct answer is (B).               | 1
                    Not A. The answer is **B**, of course.   | 1
                    It is Rome                               | 1
                    $\\boxed{B}$                             | 1
                    A) is tempting, but the answer is B.     | 1
                    A                                        | 0
                    Because it is obvious                    | 0
                    The answer is a good question            | 0
                    Bad luck, I do not know                  | 0
                    Paris or Rome                            | 0
                    Z                                        | 0
                    I cannot help with that                  | 0
                    ~~                                       | 0
                    """)
    void readsTheChoice(String answer, double score) {
        var expected = new Expectation("B", CITIES, 1, null);
        assertThat(new MultipleChoice().score(expected, answer).value()).isEqualTo(score);
    }

    @Test
    void takesTheLongerOfTwoChoicesWhenOneContainsTheOther() {
        assertThat(new MultipleChoice()
                        .score(new Expectation("C", CITIES, 2, null), "In New York")
                        .value())
                .isEqualTo(1);
    }

    @Test
    void saysWhenNoAnswerOfTheFormWasFound() {
        assertThat(new NumericAnswer()
                        .score(Expectation.of("18"), "I cannot help")
                        .parsed())
                .isFalse();
        assertThat(new NumericAnswer().score(Expectation.of("18"), "17").parsed())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "Paris,The capital is paris!,1",
        "art,A party,0",
        "18,There are 180,0",
        "18,There are 18 of them,1",
        "Paris,'',0"
    })
    void findsWholeWords(String target, String answer, double score) {
        assertThat(new Contains().score(Expectation.of(target), answer).value()).isEqualTo(score);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    answer: (\\w+) | Rome    | answer: Paris ... answer: Rome | 1
                    answer: (\\w+) | Rome    | answer: Paris                  | 0
                    (?i)rome       | ignored | In ROME                        | 1
                    (?i)rome       | ignored | In Paris                       | 0
                                   | ^R.me$  | Rome                           | 1
                                   | ^R.me$  | In Rome                        | 0
                                   | (       | (                              | 0
                    """)
    void findsByARegularExpression(String pattern, String target, String answer, double score) {
        var expected = new Expectation(target, List.of(), null, pattern);
        assertThat(new RegexMatch().score(expected, answer).value()).isEqualTo(score);
    }

    @Test
    @Timeout(20)
    void givesUpOnARegularExpressionThatWouldTakeForEver() {
        var begun = System.nanoTime();
        var score = new RegexMatch().score(new Expectation("x", List.of(), null, "(a|aa)+$"), "a".repeat(60) + "b");
        assertThat(score).isEqualTo(Score.UNPARSED);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void readsAScorerAsANameOrAnObject() throws Exception {
        var mapper = JsonConventions.mapper();
        assertThat(mapper.readValue("\"numeric\"", ScorerChoice.class))
                .isEqualTo(new ScorerChoice(ScorerType.NUMERIC, null));
        var regex = mapper.readValue("{\"type\": \"regex\", \"pattern\": \"a+\"}", ScorerChoice.class);
        assertThat(regex).isEqualTo(new ScorerChoice(ScorerType.REGEX, "a+"));
        assertThat(mapper.readValue(mapper.writeValueAsString(regex), ScorerChoice.class))
                .isEqualTo(regex);
        assertThat(mapper.writeValueAsString(new ScorerChoice(ScorerType.EXACT_MATCH, null)))
                .isEqualTo("\"exact_match\"");
        assertThatThrownBy(() -> mapper.readValue("\"guess\"", ScorerChoice.class))
                .hasMessageContaining("exact_match, numeric");
        assertThatThrownBy(() -> mapper.readValue("{\"type\": \"regex\", \"pattern\": \"(\"}", ScorerChoice.class))
                .hasMessageContaining("no regular expression");
    }
}
