package io.llmlab.platform;

import io.llmlab.local.testing.NativeMetadata;

class NativeMetadataTest extends NativeMetadata {

    NativeMetadataTest() {
        super("platform", "io.llmlab.platform");
    }
}
