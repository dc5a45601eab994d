package io.llmlab.regression.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmlab.platform.http.JsonConventions;
import io.llmlab.regression.detect.Detectors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DocumentedConfigsTest {

    private static final Pattern EXAMPLE = Pattern.compile("(?s)```json\n(\\{\\s*\"method\".*?)```");

    static Iterable<String> methods() {
        return Detectors.names();
    }

    @ParameterizedTest
    @MethodSource("methods")
    void theExampleOnTheMethodsPageIsAccepted(String method) throws IOException {
        var page = Files.readString(Path.of("../docs/detection/%s.md".formatted(method)));
        var example = EXAMPLE.matcher(page).results().findFirst().orElseThrow();

        var request = JsonConventions.mapper().readValue(example.group(1), ConfigRequest.class);

        assertThat(request.method()).isEqualTo(method);
        assertThat(request.problems("")).isEmpty();
    }
}
