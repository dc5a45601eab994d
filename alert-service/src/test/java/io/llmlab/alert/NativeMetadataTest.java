package io.llmlab.alert;

import io.llmlab.local.testing.NativeMetadata;

class NativeMetadataTest extends NativeMetadata {

    NativeMetadataTest() {
        super("alert-service", "io.llmlab.alert");
    }
}
