package io.llmlab.runner.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTableTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    record Shown(String text, double meanScore, Object labels) {}

    private final CsvTable table = CsvTable.of(Shown.class);

    @Test
    void hasAColumnForEachField() {
        assertThat(table.header()).isEqualTo("text,mean_score,labels\r\n");
    }

    @Test
    void quotesWhatWouldBreakALine() throws JsonProcessingException {
        assertThat(line("{\"text\": \"a, \\\"b\\\"\\nc\", \"mean_score\": -0.5, \"labels\": {\"team\": \"search\"}}"))
                .isEqualTo("\"a, \"\"b\"\"\nc\",-0.5,\"{\"\"team\"\":\"\"search\"\"}\"\r\n");
    }

    @Test
    void leavesWhatIsNotKnownEmpty() throws JsonProcessingException {
        assertThat(line("{\"text\": null}")).isEqualTo(",,\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1"})
    void letsNoTextBeAFormula(String text) throws JsonProcessingException {
        var line = table.line(MAPPER.createObjectNode().put("text", text));

        assertThat(line.replaceFirst("^\"", "")).startsWith("'" + text);
    }

    private String line(String json) throws JsonProcessingException {
        return table.line(MAPPER.readTree(json));
    }
}
