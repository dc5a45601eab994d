/// Measures the alert service, beside Prometheus' Alertmanager.
@NullMarked
package io.llmlab.bench.alert;

import org.jspecify.annotations.NullMarked;
