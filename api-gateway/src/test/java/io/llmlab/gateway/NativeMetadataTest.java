package io.llmlab.gateway;

import io.llmlab.local.testing.NativeMetadata;

class NativeMetadataTest extends NativeMetadata {

    NativeMetadataTest() {
        super("api-gateway", "io.llmlab.gateway");
    }
}
