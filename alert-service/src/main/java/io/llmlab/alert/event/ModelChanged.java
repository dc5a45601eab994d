package io.llmlab.alert.event;

import io.llmlab.alert.signal.Model;
import io.quarkus.runtime.annotations.RegisterForReflection;

/// A model was made, changed or deactivated (benchmark-runner-service, contract/model-changed.v1).
@RegisterForReflection
record ModelChanged(Model model, boolean active) {}
