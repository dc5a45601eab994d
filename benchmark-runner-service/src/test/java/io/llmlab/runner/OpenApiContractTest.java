package io.llmlab.runner;

import io.llmlab.local.testing.OpenApiContract;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class OpenApiContractTest {

    @Test
    void theCheckedInDocumentIsWhatIsServed() throws IOException {
        OpenApiContract.isUpToDate();
    }
}
