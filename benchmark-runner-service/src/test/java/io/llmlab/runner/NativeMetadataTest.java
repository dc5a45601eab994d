package io.llmlab.runner;

import io.llmlab.local.testing.NativeMetadata;

class NativeMetadataTest extends NativeMetadata {

    NativeMetadataTest() {
        super("benchmark-runner-service", "io.llmlab.runner");
    }
}
