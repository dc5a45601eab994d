package io.llmlab.gateway.page.stub;

import io.llmlab.gateway.page.stub.StubServer.Call;
import io.llmlab.gateway.page.stub.StubServer.StubProblem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// What a service says of its storage, retention, audit and dead letters. The one stub is asked as each of the three
/// services in turn: the first time it is the runner, and the others have nothing.
final class StubAdministration {

    private static final int SERVICES = 3;
    private static final int OLD_SAMPLES = 4_821;

    private final StubMonth month;
    private final Map<String, Integer> asked = new LinkedHashMap<>();
    private boolean letterWaits = true;
    private boolean samplesAreOld = true;

    StubAdministration(StubMonth month) {
        this.month = month;
    }

    void install(StubServer server) {
        server.on("GET", "/internal/storage", _ -> storage());
        server.on("GET", "/internal/retention", _ -> retention(false));
        server.on("POST", "/internal/retention", _ -> retention(true));
        server.on("GET", "/internal/audit", this::audit);
        server.on("GET", "/internal/dead-letters", _ -> letters());
        server.on("POST", "/internal/dead-letters/4/replay", _ -> replay());
        server.on("POST", "/internal/dead-letters/4/discard", _ -> discard());
    }

    private boolean isRunner(String path) {
        return asked.merge(path, 1, Integer::sum) % SERVICES == 1;
    }

    private Object storage() throws StubProblem {
        if (!isRunner("storage")) {
            throw new StubProblem(503, "away");
        }
        return Map.of(
                "service",
                "runner",
                "schema",
                "runner",
                "database",
                "llmlab",
                "database_bytes",
                961_021_440,
                "bytes",
                734_003_200,
                "tables",
                List.of(Map.of(
                        "table", "sample", "bytes", 734_003_200, "approximate_rows", 2_400_000, "partitions", 4)));
    }

    private Object retention(boolean cleansUp) {
        if (!isRunner("retention " + cleansUp)) {
            return Map.of("service", "alert", "kinds", List.of());
        }
        var samples = new LinkedHashMap<String, Object>();
        samples.put("kind", "samples");
        samples.put("table", "sample");
        samples.put("days", 90);
        samples.put(cleansUp ? "deleted" : "older", samplesAreOld ? OLD_SAMPLES : 0);
        samples.put("more", false);
        samplesAreOld &= !cleansUp;
        return Map.of("service", "runner", "kinds", List.of(samples));
    }

    private Object audit(Call call) {
        var isFirstPage = call.query("before_at").isEmpty();
        var entries = new ArrayList<Map<String, Object>>();
        if (isRunner("audit " + isFirstPage)) {
            IntStream.range(0, isFirstPage ? 100 : 1)
                    .mapToObj(number -> entry(isFirstPage ? 200 - number : 1, call.query("actor")))
                    .forEach(entries::add);
        }
        return Map.of("items", entries);
    }

    private Map<String, Object> entry(int id, String actor) {
        return Map.of(
                "service",
                "runner",
                "id",
                id,
                "at",
                month.daysAgo(1).plusSeconds(id).toString(),
                "actor",
                actor.isEmpty() ? "kim" : actor,
                "action",
                "paused",
                "subject",
                "job nightly " + id);
    }

    private Object letters() {
        return Map.of("items", isRunner("letters") && letterWaits ? List.of(letter()) : List.of());
    }

    private static Object replay() throws StubProblem {
        throw new StubProblem(409, "It could not be processed again and is kept: runs must be at least 1");
    }

    private Object discard() {
        letterWaits = false;
        return letter();
    }

    private Map<String, Object> letter() {
        var letter = new LinkedHashMap<String, Object>();
        letter.put("service", "runner");
        letter.put("id", 4);
        letter.put("at", month.daysAgo(2).toString());
        letter.put("topic", "llmlab.run-requested.v1");
        letter.put("partition", 2);
        letter.put("offset", 17);
        letter.put("source", "/llmlab/regression");
        letter.put("event_id", "812");
        letter.put("reason", "runs must be at least 1");
        letter.put("state", letterWaits ? "waiting" : "discarded");
        letter.put("attempts", 1);
        letter.put("payload_bytes", 32);
        letter.put("payload", "{\"request_id\": \"9\", \"runs\": 0}");
        return letter;
    }
}
