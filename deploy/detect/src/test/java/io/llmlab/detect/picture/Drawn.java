package io.llmlab.detect.picture;

import io.llmlab.regression.detect.Outcome;

/// A picture and what the method said at its end.
record Drawn(String method, String svg, Outcome outcome) {}
