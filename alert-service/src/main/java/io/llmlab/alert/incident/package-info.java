/// Alerts: opened once per series, raised again, acknowledged, resolved.
@NullMarked
package io.llmlab.alert.incident;

import org.jspecify.annotations.NullMarked;
