package io.llmlab.regression.config;

import io.llmlab.platform.audit.Audit;
import io.llmlab.platform.http.Listing;
import io.llmlab.platform.http.Page;
import io.llmlab.platform.idempotency.Answer;
import io.llmlab.platform.idempotency.Idempotency;
import io.llmlab.platform.problem.DomainException.Invalid;
import io.llmlab.platform.problem.FieldError;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Keeps the configurations.
@ApplicationScoped
public class ConfigService {

    private static final String PATH = "/regression-detection/configs/";

    private final ConfigRepository configs;
    private final Idempotency idempotency;
    private final Audit audit;
    private final Clock clock;

    ConfigService(ConfigRepository configs, Idempotency idempotency, Audit audit, Clock clock) {
        this.configs = configs;
        this.idempotency = idempotency;
        this.audit = audit;
        this.clock = clock;
    }

    /// All that are in force; within the caller's session.
    public Uni<Watches> watches() {
        return configs.listAll().map(Watches::new);
    }

    /// Configurations of a single request, which are stored nowhere.
    public Watches watches(List<ConfigRequest> requests) {
        var errors = new ArrayList<FieldError>();
        for (int i = 0; i < requests.size(); i++) {
            errors.addAll(requests.get(i).problems("/configs/" + i));
        }
        if (!errors.isEmpty()) {
            throw new Invalid(errors);
        }
        var now = clock.instant();
        return new Watches(requests.stream()
                .map(request -> DetectionConfig.of(request, now))
                .toList());
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

    Uni<Answer<ConfigView>> add(@Nullable String key, ConfigRequest request) {
        var checked = request.checked("");
        return idempotency.once(key, List.of("POST", PATH, checked), ConfigView.class, () -> store(checked));
    }

    @WithTransaction
    Uni<ConfigView> replace(long id, ConfigRequest request) {
        var checked = request.checked("");
        return configs.require(id)
                .invoke(config -> config.replace(checked, clock.instant()))
                .call(configs::settle)
                .call(() -> record("replaced", id))
                .map(ConfigView::of);
    }

    @WithTransaction
    Uni<Void> remove(long id) {
        return configs.require(id).chain(configs::delete).call(() -> record("removed", id));
    }

    private Uni<Answer<ConfigView>> store(ConfigRequest request) {
        return configs.persist(DetectionConfig.of(request, clock.instant()))
                .onFailure()
                .transform(ConfigRepository::explained)
                .call(config -> record("created", config.id()))
                .map(ConfigView::of)
                .map(view -> new Answer<>(201, PATH + view.id(), view));
    }

    private Uni<Void> record(String action, long id) {
        return audit.record(Audit.ANONYMOUS, action, "detection config %d".formatted(id));
    }
}
