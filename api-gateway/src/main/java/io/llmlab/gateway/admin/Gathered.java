package io.llmlab.gateway.admin;

import java.util.ArrayList;
import java.util.List;

/// What the services answered.
///
/// @param unavailable the names of those that did not
record Gathered<T>(List<T> parts, List<String> unavailable) {

    /// The header that names them where the body is a plain list.
    static final String UNAVAILABLE = "X-Unavailable";

    static <T> Gathered<T> nothing() {
        return new Gathered<>(List.of(), List.of());
    }

    static <T> Gathered<T> part(T part) {
        return new Gathered<>(List.of(part), List.of());
    }

    static <T> Gathered<T> away(String service) {
        return new Gathered<>(List.of(), List.of(service));
    }

    Gathered<T> and(Gathered<T> other) {
        var both = new ArrayList<>(parts);
        both.addAll(other.parts);
        var away = new ArrayList<>(unavailable);
        away.addAll(other.unavailable);
        return new Gathered<>(List.copyOf(both), List.copyOf(away));
    }
}
