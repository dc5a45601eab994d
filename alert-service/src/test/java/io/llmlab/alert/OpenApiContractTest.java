package io.llmlab.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmlab.local.testing.SuiteServers;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// A Quarkus test, because starting Quarkus is what writes the generated document.
@QuarkusTest
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "alert"))
@WithTestResource(MailServer.class)
class OpenApiContractTest {

    @Test
    void isCheckedInAsItIsGenerated() throws IOException {
        var generated = Path.of("target/openapi/openapi.json");
        var checkedIn = Path.of("src/main/resources/contract/openapi.json");

        assertThat(Files.readString(checkedIn))
                .as(
                        "The HTTP contract has changed. If that is meant: cp alert-service/%s alert-service/%s",
                        generated, checkedIn)
                .isEqualTo(Files.readString(generated));
    }
}
