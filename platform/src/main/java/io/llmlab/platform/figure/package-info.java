/// What a service counts and measures of itself, for Prometheus (`docs/metrics.md`).
@NullMarked
package io.llmlab.platform.figure;

import org.jspecify.annotations.NullMarked;
