package io.llmlab.gateway.rollup;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// Which way values go with time, whether that is good or not.
@Schema(name = "PeriodTrend")
public enum TrendDirection {
    UP,
    DOWN,
    STABLE
}
