package io.llmlab.platform.log;

import org.jboss.logging.MDC;

/// A value that lines of the log carry as a field of its own while this is open, so that they can be found by it: in
/// JSON it stands in `mdc`. For lines that one thread writes one after another, not across a wait.
public final class LogField implements AutoCloseable {

    private final String name;

    private LogField(String name) {
        this.name = name;
    }

    /// @param name in snake case
    public static LogField of(String name, Object value) {
        MDC.put(name, value.toString());
        return new LogField(name);
    }

    @Override
    public void close() {
        MDC.remove(name);
    }
}
