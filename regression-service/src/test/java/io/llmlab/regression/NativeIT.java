package io.llmlab.regression;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmlab.local.testing.EachOperation;
import io.llmlab.local.testing.SuiteServers;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.restassured.RestAssured;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/// The service as it is built, a native executable with `-Dnative`.
@QuarkusIntegrationTest
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "regression"))
class NativeIT {

    @Test
    void eachOperationAnswersAsDescribed() throws IOException, InterruptedException {
        assertThat(new EachOperation(RestAssured.port).wrong()).isEmpty();
    }
}
