package io.llmlab.runner.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

/// The 95 % interval of a share, which holds where a share is near 0 or 1 and where there are few samples.
///
/// Source: E. Wilson, Probable Inference, the Law of Succession, and Statistical Inference, Journal of the American
/// Statistical Association 22 (1927).
final class Wilson {

    private static final double LEVEL = 0.95;

    /// The normal distribution's quantile of 0.975.
    private static final double Z = 1.959963984540054;

    private Wilson() {}

    /// @param count how many of the samples; at least one sample
    /// @return `{"method": "wilson", "level": 0.95, "low": …, "high": …}`
    static JsonNode interval(double count, int samples) {
        var share = count / samples;
        var square = Z * Z / samples;
        var middle = (share + square / 2) / (1 + square);
        var half = Z / (1 + square) * Math.sqrt(share * (1 - share) / samples + square / samples / 4);
        return JsonNodeFactory.instance
                .objectNode()
                .put("method", "wilson")
                .put("level", LEVEL)
                .put("low", count == 0 ? 0 : Math.max(0, middle - half))
                .put("high", count == samples ? 1 : Math.min(1, middle + half));
    }
}
