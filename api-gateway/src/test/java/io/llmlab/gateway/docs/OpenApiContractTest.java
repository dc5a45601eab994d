package io.llmlab.gateway.docs;

import io.llmlab.local.testing.OpenApiContract;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class OpenApiContractTest {

    @Test
    void theCheckedInDocumentIsUpToDate() throws IOException {
        OpenApiContract.isUpToDate();
    }
}
