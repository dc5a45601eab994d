package io.llmlab.local.demo;

import io.llmlab.local.replay.Recording;
import java.io.IOException;
import java.io.InputStream;

/// The project's own questions, and what three invented systems answered.
final class DemoData {

    private DemoData() {}

    static InputStream questions() throws IOException {
        return open("word-problems.jsonl");
    }

    static Recording recording() throws IOException {
        try (var recordings = open("recordings.jsonl")) {
            return Recording.read(recordings, "recordings.jsonl");
        }
    }

    private static InputStream open(String name) throws IOException {
        var data = DemoData.class.getResourceAsStream("/demo/" + name);
        if (data == null) {
            throw new IOException("The build lacks the demo's " + name);
        }
        return data;
    }
}
