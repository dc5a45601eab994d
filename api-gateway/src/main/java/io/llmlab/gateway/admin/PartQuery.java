package io.llmlab.gateway.admin;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The query with which a service is asked for its part of a merged list.
final class PartQuery {

    private final String path;
    private final Map<String, String> parameters = new LinkedHashMap<>();

    PartQuery(String path, MergedPage page, String service) {
        this.path = path;
        with("limit", page.limit());
        with("count", page.count());
        page.after()
                .map(cursor -> cursor.of(service))
                .ifPresent(place -> with("before_at", place.at()).with("before_id", place.id()));
    }

    PartQuery with(String name, @Nullable Object value) {
        if (value != null) {
            parameters.put(name, value.toString());
        }
        return this;
    }

    @Override
    public String toString() {
        return path + "?"
                + parameters.entrySet().stream()
                        .map(parameter -> parameter.getKey() + "="
                                + URLEncoder.encode(parameter.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&"));
    }
}
