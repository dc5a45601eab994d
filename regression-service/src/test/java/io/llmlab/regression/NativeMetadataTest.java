package io.llmlab.regression;

import io.llmlab.local.testing.NativeMetadata;

class NativeMetadataTest extends NativeMetadata {

    NativeMetadataTest() {
        super("regression-service", "io.llmlab.regression");
    }
}
