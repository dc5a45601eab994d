package io.llmlab.platform.outbox;

import java.util.Map;
import java.util.function.Consumer;

/// Hears of events after the broker has acknowledged them and they are out of the outbox: each once, seldom twice.
/// It is called on a worker thread; what it throws is logged and hinders nothing.
public interface Departure {

    /// What hears of an event, by its CloudEvents type, for example `io.llmlab.run-completed.v1`.
    Map<String, Consumer<Sent>> listeners();
}
