package io.llmlab.runner.execute;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Takes server-sent events apart as their bytes come (WHATWG HTML, section 9.2.6). A character may be split between
/// two parts, so lines are put together as bytes.
final class EventStream implements Consumer<Buffer> {

    private final BiConsumer<@Nullable String, String> sink;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final StringBuilder data = new StringBuilder();
    private @Nullable String type;
    private boolean behindReturn;

    /// @param sink takes type and data of each event that has data
    EventStream(BiConsumer<@Nullable String, String> sink) {
        this.sink = sink;
    }

    @Override
    public void accept(Buffer part) {
        for (var index = 0; index < part.length(); index++) {
            var next = part.getByte(index);
            if (next == '\n' && behindReturn) {
                behindReturn = false;
                continue;
            }
            behindReturn = next == '\r';
            if (next == '\n' || next == '\r') {
                take(line.toString(StandardCharsets.UTF_8));
                line.reset();
            } else {
                line.write(next);
            }
        }
    }

    /// What stands at the end without an empty line behind it counts too: some servers leave it out.
    void end() {
        if (line.size() > 0) {
            take(line.toString(StandardCharsets.UTF_8));
            line.reset();
        }
        dispatch();
    }

    private void take(String text) {
        if (text.isEmpty()) {
            dispatch();
            return;
        }
        var colon = text.indexOf(':');
        var field = colon < 0 ? text : text.substring(0, colon);
        var value = colon < 0 ? "" : text.substring(colon + 1);
        var clean = value.startsWith(" ") ? value.substring(1) : value;
        if (field.equals("data")) {
            data.append(data.isEmpty() ? "" : "\n").append(clean);
        } else if (field.equals("event")) {
            type = clean;
        }
    }

    private void dispatch() {
        if (!data.isEmpty()) {
            sink.accept(type, data.toString());
        }
        data.setLength(0);
        type = null;
    }
}
