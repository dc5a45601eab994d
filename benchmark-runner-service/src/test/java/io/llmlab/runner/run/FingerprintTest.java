package io.llmlab.runner.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

class FingerprintTest {

    @Test
    void isTheSameWhateverTheOrderAndFormOfTheParts() throws Exception {
        var one = stream("{\"a\": 1, \"b\": {\"c\": [1.50, null], \"d\": \"x\"}}");
        assertThat(one).matches("[0-9a-f]{16}");
        assertThat(stream("{\"b\": {\"d\": \"x\", \"c\": [1.5, null]}, \"a\": 1.0}"))
                .isEqualTo(one);
    }

    @Test
    void changesWithEveryPart() throws Exception {
        var one = stream("{\"a\": [1, 2]}");
        assertThat(stream("{\"a\": [2, 1]}")).isNotEqualTo(one);
        assertThat(stream("{\"a\": [\"1\", 2]}")).isNotEqualTo(one);
        assertThat(stream("{\"b\": [1, 2]}")).isNotEqualTo(one);
        assertThat(stream("{}")).isNotEqualTo(one);
    }

    /// SHA-256 of `{"items":"all"}` as `sha256sum` says it: streams of stored runs must not change.
    @Test
    void staysWhatItWas() throws Exception {
        assertThat(stream("{\"items\": \"all\"}")).isEqualTo("e34eb398869547b1");
    }

    private static String stream(String json) throws Exception {
        return Fingerprint.of((ObjectNode) new ObjectMapper().readTree(json)).stream();
    }
}
