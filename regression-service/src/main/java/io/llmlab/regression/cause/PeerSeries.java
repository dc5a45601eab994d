package io.llmlab.regression.cause;

/// Another series of the same type of metric that was measured before the window and within it.
///
/// @param provider `unknown` where nobody told it
/// @param moved whether it has a finding whose beginning lies in the window
record PeerSeries(long modelId, String modelName, String provider, String datasetName, boolean moved) {

    String place() {
        return "%s on %s".formatted(modelName, datasetName);
    }
}
