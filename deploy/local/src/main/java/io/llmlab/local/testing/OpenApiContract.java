package io.llmlab.local.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A service's OpenAPI document is checked in, so that a change of the HTTP contract is seen in review.
public final class OpenApiContract {

    private static final Path GENERATED = Path.of("target/openapi/openapi.json");
    private static final Path CHECKED_IN = Path.of("src/main/resources/contract/openapi.json");

    private OpenApiContract() {}

    /// Compares the document that the build of this module generated with the one that is checked in.
    public static void isUpToDate() throws IOException {
        var mapper = new ObjectMapper();
        assertThat(GENERATED)
                .as("written by the build, together with the @QuarkusTest classes")
                .exists();
        assertThat(CHECKED_IN).exists();
        assertThat(mapper.readTree(CHECKED_IN.toFile()))
                .as("%s is out of date; copy %s over it and look at the difference", CHECKED_IN, GENERATED)
                .isEqualTo(mapper.readTree(Files.readString(GENERATED)));
    }
}
