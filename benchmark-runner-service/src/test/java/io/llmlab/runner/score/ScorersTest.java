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
        assertThat(mapper.readValue("\"numeric\"", ScorerChoice.class)).isEqualTo(ScorerChoice.of(ScorerType.NUMERIC));
        var regex = mapper.readValue("{\"type\": \"regex\", \"pattern\": \"a+\"}", ScorerChoice.class);
        assertThat(regex).isEqualTo(new ScorerChoice(ScorerType.REGEX, "a+"));
        assertThat(mapper.readValue(mapper.writeValueAsString(regex), ScorerChoice.class))
                .isEqualTo(regex);
        assertThat(mapper.writeValueAsString(ScorerChoice.of(ScorerType.EXACT_MATCH)))
                .isEqualTo("\"exact_match\"");
        assertThatThrownBy(() -> mapper.readValue("\"guess\"", ScorerChoice.class))
                .hasMessageContaining("exact_match, numeric");
        assertThatThrownBy(() -> mapper.readValue("{\"type\": \"regex\", \"pattern\": \"(\"}", ScorerChoice.class))
                .hasMessageContaining("no regular expression");
    }

    @Test
    void readsTheSettingsOfAScorer() throws Exception {
        var mapper = JsonConventions.mapper();
        for (var json : List.of(
                "{\"type\":\"exact_match\",\"normalise\":[\"case\",\"white_space\"]}",
                "{\"type\":\"exact_match\",\"normalise\":[]}",
                "{\"type\":\"json_schema\",\"schema\":{\"type\":\"object\"}}")) {
            assertThat(mapper.writeValueAsString(mapper.readValue(json, ScorerChoice.class)))
                    .isEqualTo(json);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"type": "numeric", "pattern": "a"}                       | only regex
                    {"type": "numeric", "normalise": ["case"]}                | only exact_match
                    {"type": "exact_match", "normalise": ["colour"]}          | unicode, case, punctuation, articles, white_space
                    {"type": "exact_match", "normalise": "case"}              | no array
                    {"type": "contains", "schema": {}}                        | only json_schema
                    {"type": "json_schema", "schema": 7}                      | no JSON object
                    {"type": "json_schema", "schema": {"pattern": "("}}       | cannot be used
                    {"type": "json_schema", "schema": {"$ref": "http://127.0.0.1:9/a.json"}} | cannot be used
                    """)
    void saysWhatIsWrongWithAScorersSettings(String json, String reason) {
        assertThatThrownBy(() -> JsonConventions.mapper().readValue(json, ScorerChoice.class))
                .hasMessageContaining(reason);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    ~~                        | Paris | Paris  | 1
                    ~~                        | Paris | paris  | 0
                    ~~                        | Paris | Paris. | 0
                    case                      | Paris | PARIS  | 1
                    case                      | Paris | Paris. | 0
                    punctuation               | Paris | Paris. | 1
                    articles,white_space      | the Louvre | Louvre | 1
                    articles                  | theatre | atre | 0
                    unicode                   | ﬁne | fine | 1
                    """)
    void leavesOutOnlyWhatIsToBeLeftOut(String normalise, String target, String answer, double score) throws Exception {
        var names = normalise.isEmpty() ? "" : "\"" + normalise.replace(",", "\",\"") + "\"";
        var choice = JsonConventions.mapper()
                .readValue("{\"type\": \"exact_match\", \"normalise\": [%s]}".formatted(names), ScorerChoice.class);
        var expected = new Expectation(target, List.of(), List.of(), null, choice.settings());
        assertThat(new ExactMatch().score(expected, answer).value()).isEqualTo(score);
    }

    @Test
    void takesTheBestOfSeveralRightAnswers() {
        var expected = new Expectation("Denver", List.of("Mile High City"), List.of(), null, ScorerSettings.NONE);
        assertThat(new TokenF1().score(expected, "the mile high city").value()).isEqualTo(1);
        assertThat(new RougeL().score(expected, "mile high city").value()).isEqualTo(1);
        assertThat(new Levenshtein().score(expected, "Mile High City").value()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"Paris,In Rome,1,true", "Paris,The capital is paris!,0,true", "art,A party,1,true", "Paris,'',0,false"})
    void findsThatAWordIsMissing(String target, String answer, double score, boolean parsed) {
        assertThat(new NotContains().score(Expectation.of(target), answer)).isEqualTo(new Score(score, parsed));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    {"a": 1}                   | 1
                    [1, 2]                     | 1
                    ~"text"~                   | 1
                    ```json\\n{"a": 1}\\n```   | 1
                    ```\\n[]\\n```             | 1
                    {"a": 1                    | 0
                    {"a": 1} and more          | 0
                    Here it is: {"a": 1}       | 0
                    {'a': 1}                   | 0
                    {"a": 1, "a": 2}           | 0
                    {"a": NaN}                 | 0
                    [1,]                       | 0
                    ~~                         | 0
                    """)
    void knowsJson(String answer, double score) {
        assertThat(new JsonValid()
                        .score(Expectation.of("-"), answer.replace("\\n", "\n"))
                        .value())
                .isEqualTo(score);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"name": "Ada", "age": 36}       | 1 | true
                    {"name": "Ada"}                  | 0 | true
                    {"name": "Ada", "age": "36"}     | 0 | true
                    {"name": "ada", "age": 36}       | 0 | true
                    I am Ada                         | 0 | false
                    """)
    void knowsWhatASchemaAccepts(String answer, double score, boolean parsed) throws Exception {
        var schema = """
                {"type": "object", "required": ["name", "age"],
                 "properties": {"name": {"type": "string", "pattern": "^[A-Z]"}, "age": {"type": "integer"}}}""";
        var ofAll = JsonConventions.mapper()
                .readValue("{\"type\": \"json_schema\", \"schema\": %s}".formatted(schema), ScorerChoice.class);
        var expected = new Expectation("-", List.of(), List.of(), null, ofAll.settings());
        assertThat(new JsonSchemaMatch().score(expected, answer)).isEqualTo(new Score(score, parsed));
        assertThat(new JsonSchemaMatch().score(Expectation.of(schema), answer)).isEqualTo(new Score(score, parsed));
    }

    @Test
    @Timeout(20)
    void givesUpOnASchemaThatWouldTakeForEver() throws Exception {
        var schema = JsonConventions.mapper().readTree("{\"pattern\": \"^a*a*a*a*a*a*a*a*c$\"}");
        var expected = new Expectation("-", List.of(), List.of(), null, new ScorerSettings(null, null, schema));
        assertThat(new JsonSchemaMatch().score(expected, "\"%sb\"".formatted("a".repeat(60))))
                .isEqualTo(Score.UNPARSED);
        var endless = JsonConventions.mapper().readTree("{\"$ref\": \"#\"}");
        assertThat(new JsonSchemaMatch()
                        .score(
                                new Expectation(
                                        "-", List.of(), List.of(), null, new ScorerSettings(null, null, endless)),
                                "1")
                        .parsed())
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({"Because C++ is a language", "'Vitamin C, that is sure'", "See Cairo", "Plan B? No idea"})
    void takesNoLetterOfAWordOrPhraseForAChoice(String answer) {
        var expected = new Expectation("C", CITIES, 2, null);
        assertThat(new MultipleChoice().score(expected, answer)).isEqualTo(Score.UNPARSED);
    }

    @Test
    @Timeout(30)
    void measuresVeryLongTextsInBoundedTime() {
        var expected = Expectation.of("word ".repeat(30_000));
        assertThat(new RougeL().score(expected, "word ".repeat(100_000)).value())
                .isEqualTo(1);
        assertThat(new Levenshtein().score(expected, "word ".repeat(100_000)).value())
                .isEqualTo(1);
    }
}
