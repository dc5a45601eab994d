package io.llmlab.gateway.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmlab.platform.problem.DomainException.Malformed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlTreesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "42 | 42",
                "-7 | -7",
                "0.15 | 0.15",
                "2.5e-06 | 0.0000025",
                "12345678901 | 12345678901",
                "true | true",
                "~ | null",
                "no | \"no\"",
                "on | \"on\"",
                "2026-12-01 | \"2026-12-01\"",
                "2026-12-01T00:00:00Z | \"2026-12-01T00:00:00Z\"",
                "12:30:00 | \"12:30:00\"",
                "1_000 | \"1_000\"",
                "0x1F | \"0x1F\"",
                "\"42\" | \"42\"",
                "!!str 42 | \"42\"",
            })
    void readsScalarsAsJsonHasThem(String yaml, String json) {
        assertThat(YamlTrees.read("value: " + yaml).getFirst().root().path("value"))
                .hasToString(json);
    }

    @Test
    void knowsWhereObjectsBegin() {
        var trees = YamlTrees.read("""
                # a comment
                models:
                  - name: a
                  - name: b
                ---
                models:
                - {name: c}
                """);

        assertThat(trees).hasSize(2);
        var first = trees.getFirst();
        assertThat(first.lineOf(first.root().path("models"))).isEqualTo(2);
        assertThat(first.lineOf(first.root().at("/models/1"))).isEqualTo(4);
        var second = trees.getLast();
        assertThat(second.lineOf(second.root().at("/models/0"))).isEqualTo(7);
    }

    @Test
    void copiesWhatAnAliasMeans() {
        var root = YamlTrees.read("a: &a {x: 1}\nb: *a\n").getFirst().root();

        assertThat(root.path("b")).hasToString("{\"x\":1}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'a: 1\nb: [1' | line ",
                "'a: 1\na: 2' | line 2: a stands here twice",
                "'a: 1\nb: !!java.net.URL [x]' | line 2: this is no YAML: Global tag is not allowed",
                "'a: !own x' | line 1: tags",
                "'a: &a {x: 1}\nb: {<<: *a}' | line 2: a key must be a plain text",
                "'a: &a [*a]' | aliases",
                "'? [x]\n: 1' | line 1: a key must be a plain text",
            })
    void refusesWhatItDoesNotUnderstandWithItsLine(String yaml, String words) {
        assertThatThrownBy(() -> YamlTrees.read(yaml))
                .isInstanceOf(Malformed.class)
                .hasMessageContaining(words);
    }

    /// A few hundred bytes that mean gigabytes.
    @ParameterizedTest
    @ValueSource(ints = {9, 40})
    void refusesAliasesThatBlowUp(int depth) {
        var bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for (var level = 1; level <= depth; level++) {
            bomb.append("a%1$d: &a%1$d [*a%2$d, *a%2$d, *a%2$d, *a%2$d, *a%2$d, *a%2$d, *a%2$d, *a%2$d, *a%2$d]\n"
                    .formatted(level, level - 1));
        }

        assertThatThrownBy(() -> YamlTrees.read(bomb.toString())).isInstanceOf(Malformed.class);
    }

    @Test
    void refusesWhatIsNestedTooDeeply() {
        assertThatThrownBy(() -> YamlTrees.read("a: " + "[".repeat(1_000) + "]".repeat(1_000)))
                .isInstanceOf(Malformed.class);
    }
}
