package io.llmlab.regression.config;

import io.llmlab.platform.audit.Audit;
import io.llmlab.platform.http.Listing;
import io.llmlab.platform.http.Page;
import io.llmlab.platform.idempotency.Answer;
import io.llmlab.platform.idempotency.Idempotency;
import io.llmlab.platform.problem.DomainException.Invalid;
import io.llmlab.platform.problem.DomainException.NotFound;
import io.llmlab.regression.series.SeriesService;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Keeps the configurations.
@ApplicationScoped
public class ConfigService {

    private static final String PATH = "/regression-detection/configs/";

    private final ConfigRepository configs;
    private final ConfigVersionRepository versions;
    private final ConfigsInForce inForce;
    private final SeriesService series;
    private final Idempotency idempotency;
    private final Audit audit;
    private final Clock clock;

    ConfigService(
            ConfigRepository configs,
            ConfigVersionRepository versions,
            ConfigsInForce inForce,
            SeriesService series,
            Idempotency idempotency,
            Audit audit,
            Clock clock) {
        this.configs = configs;
        this.versions = versions;
        this.inForce = inForce;
        this.series = series;
        this.idempotency = idempotency;
        this.audit = audit;
        this.clock = clock;
    }

    /// All that are in force; within the caller's session.
    public Uni<Watches> watches() {
        return inForce.watches();
    }

    /// Configurations of a single request, which are stored nowhere.
    public Watches watches(List<ConfigRequest> requests) {
        return Watches.of(requests, clock.instant());
    }

    @WithSession
    Uni<Listing<ConfigView>> list(Page page) {
        var items = configs.newestFirst(page)
                .map(found -> found.stream().map(ConfigView::of).toList());
        return page.count()
                ? items.chain(found -> configs.count().map(total -> new Listing<>(found, total)))
                : items.map(found -> new Listing<>(found, null));
    }

    @WithSession
    Uni<ConfigView> get(long id) {
        return configs.require(id).map(ConfigView::of);
    }

    /// Newest first, those of one that was removed too.
    @WithSession
    Uni<Listing<ConfigVersionView>> versions(long id, Page page) {
        return versions.requireSome(id)
                .chain(total -> versions.newestFirst(id, page)
                        .map(found -> new Listing<>(
                                found.stream().map(ConfigVersionView::of).toList(), page.count() ? total : null)));
    }

    Uni<Answer<ConfigView>> add(@Nullable String key, ConfigRequest request) {
        var checked = request.checked("");
        return idempotency.once(key, List.of("POST", PATH, checked), ConfigView.class, () -> store(checked));
    }

    /// One that says the same already stays at its version.
    @WithTransaction
    Uni<ConfigView> replace(long id, ConfigRequest request) {
        var checked = request.checked("");
        return configs.requireAlone(id)
                .call(() -> requireModel(checked))
                .chain(config -> replace(config, checked))
                .map(ConfigView::of);
    }

    @WithTransaction
    Uni<Void> remove(long id) {
        return configs.requireAlone(id)
                .invoke(config -> config.remove(clock.instant()))
                .call(config -> enter(config, ConfigChange.REMOVED))
                .chain(configs::delete);
    }

    private Uni<Answer<ConfigView>> store(ConfigRequest request) {
        return requireModel(request)
                .chain(() -> configs.persist(DetectionConfig.of(request, clock.instant())))
                .onFailure()
                .transform(ConfigRepository::explained)
                .call(config -> enter(config, ConfigChange.CREATED))
                .map(ConfigView::of)
                .map(view -> new Answer<>(201, PATH + view.id(), view));
    }

    private Uni<DetectionConfig> replace(DetectionConfig config, ConfigRequest request) {
        var same = Uni.createFrom().item(config);
        return config.replace(request, clock.instant())
                ? same.call(configs::settle).call(() -> enter(config, ConfigChange.REPLACED))
                : same;
    }

    /// Each change is a version, and somebody's doing.
    private Uni<Void> enter(DetectionConfig config, ConfigChange change) {
        return versions.persist(ConfigVersion.of(config, change))
                .chain(() -> audit.record(
                        Audit.ANONYMOUS,
                        change.name().toLowerCase(Locale.ROOT),
                        "detection config %d".formatted(config.id())));
    }

    /// A typing error would watch nothing, silently.
    private Uni<Void> requireModel(ConfigRequest request) {
        var modelId = request.modelId();
        return modelId == null
                ? Uni.createFrom().voidItem()
                : series.requireModel(modelId)
                        .onFailure(NotFound.class)
                        .transform(unknown -> Invalid.inBody(
                                "/model_id", "must be the id of a known model, or null for all, not " + modelId));
    }
}
