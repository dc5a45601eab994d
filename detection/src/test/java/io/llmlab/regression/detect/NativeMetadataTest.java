package io.llmlab.regression.detect;

import io.llmlab.local.testing.NativeMetadata;

class NativeMetadataTest extends NativeMetadata {

    NativeMetadataTest() {
        super("detection", "io.llmlab.regression.detect");
    }
}
