package io.llmlab.gateway.apply;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DifferenceTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1 | 1.0 | false | true",
                "0.0000025 | 2.5e-6 | false | true",
                "1 | 2 | false | false",
                "\"a\" | \"a\" | false | true",
                "\"2026-12-01T01:00:00+01:00\" | \"2026-12-01T00:00:00Z\" | false | true",
                "\"2026-12-01T01:00:00Z\" | \"2026-12-01T00:00:00Z\" | false | false",
                "null | null | false | true",
                "null | 1 | false | false",
                "[1, 2] | [1, 2] | false | true",
                "[1, 2] | [2, 1] | false | false",
                "[1] | [1, 2] | true | false",
                "{\"a\": 1} | {\"a\": 1, \"b\": null} | false | true",
                "{\"a\": 1} | {\"a\": 1, \"b\": 2} | false | false",
                "{\"a\": 1} | {\"a\": 1, \"b\": 2} | true | true",
                "{\"a\": 1, \"c\": 1} | {\"a\": 1, \"b\": 2} | true | false",
                "\"1\" | 1 | false | false",
            })
    void tellsWhatIsTheSame(String wanted, String existing, boolean completed, boolean same)
            throws JsonProcessingException {
        assertThat(Difference.isSame(MAPPER.readTree(wanted), MAPPER.readTree(existing), completed))
                .isEqualTo(same);
    }
}
