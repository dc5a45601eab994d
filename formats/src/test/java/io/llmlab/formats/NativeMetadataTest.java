package io.llmlab.formats;

import io.llmlab.local.testing.NativeMetadata;

class NativeMetadataTest extends NativeMetadata {

    NativeMetadataTest() {
        super("formats", "io.llmlab.formats");
    }
}
