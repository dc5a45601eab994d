package io.llmlab.regression.finding;

import io.llmlab.regression.compute.Workers;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/// Decides on the worker pool, by the rule that is set for looks that are judged together.
@ApplicationScoped
public class Judge {

    private final Workers workers;
    private final DiscoveryConfig config;

    Judge(Workers workers, DiscoveryConfig config) {
        this.workers = workers;
        this.config = config;
    }

    /// The same looks in the same order, those that one run caused judged together: as when it arrived, but as if
    /// nothing were open. It computes on the caller's thread.
    public List<Evaluation> together(List<Evaluation> looks) {
        return Discoveries.among(looks, config.rule());
    }

    /// What the run of a scene means.
    record Decided(Scene scene, List<Decision> decisions) {}

    /// @return in the order of the scenes
    Uni<List<Decided>> decide(List<Scene> scenes) {
        return workers.compute(() -> scenes.stream()
                .map(scene -> new Decided(scene, scene.decide(config.rule())))
                .toList());
    }

    Uni<List<Trial.Outcome>> decide(Trial trial) {
        return workers.compute(() -> trial.decide(config.rule()));
    }
}
