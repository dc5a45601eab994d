package io.llmlab.gateway.event;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The model under test, as every event names it.
record ModelRef(
        long id, String name, String provider, @Nullable Map<String, String> labels) {}
