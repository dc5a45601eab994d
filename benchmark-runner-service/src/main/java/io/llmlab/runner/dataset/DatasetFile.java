package io.llmlab.runner.dataset;

/// What was read from an upload; all of it fits.
///
/// @param sha256 of the uploaded bytes, in hex
record DatasetFile(String sha256, DatasetReader.Summary summary, ItemFile items) implements AutoCloseable {

    @Override
    public void close() {
        items.close();
    }
}
