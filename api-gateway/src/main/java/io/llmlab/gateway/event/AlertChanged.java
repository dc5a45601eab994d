package io.llmlab.gateway.event;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// An alert was opened, came again, was acknowledged or resolved (alert-service).
///
/// @param alert in the shape that `/alerts` has it: clients are told all of it
record AlertChanged(String change, Instant at, @Nullable ModelRef model, ObjectNode alert) {}
