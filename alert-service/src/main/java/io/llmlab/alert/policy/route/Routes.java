package io.llmlab.alert.policy.route;

import io.llmlab.alert.policy.Matching;
import io.llmlab.alert.policy.Router;
import io.llmlab.alert.policy.Target;
import io.llmlab.alert.policy.Traits;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/// All routes in their order. The first that covers an alert takes it, and those behind it only where it goes on.
record Routes(List<Way> ways) implements Router {

    record Way(Matching matching, Target target, boolean goesOn) {}

    static Routes of(List<Route> inOrder) {
        return new Routes(inOrder.stream().map(Routes::way).toList());
    }

    @Override
    public List<Target> targets(Traits alert) {
        var targets = new ArrayList<Target>();
        var told = new HashSet<String>();
        for (var way : ways) {
            if (way.matching().covers(alert)) {
                var further = way.target().channels().stream().filter(told::add).toList();
                if (!further.isEmpty()) {
                    targets.add(way.target().on(further));
                }
                if (!way.goesOn()) {
                    break;
                }
            }
        }
        return targets;
    }

    private static Way way(Route route) {
        var target = new Target("route/" + route.id(), route.name(), route.channels(), route.grouping());
        return new Way(Matching.of(route.matchers()), target, route.goesOn());
    }
}
