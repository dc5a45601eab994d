package io.llmlab.platform.retention;

import java.util.List;

/// A feature that forgets something.
public interface RetentionSource {
    List<Kind> kinds();
}
