package io.llmlab.alert.rule;

import io.llmlab.alert.signal.AlertType;
import io.llmlab.platform.problem.DomainException.NotFound;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

@ApplicationScoped
class AlertRuleRepository implements PanacheRepositoryBase<AlertRule, String> {

    Uni<AlertRule> require(String ruleId) {
        return findById(ruleId).onItem().ifNull().failWith(() -> new NotFound("alert rule", ruleId));
    }

    Uni<Boolean> has(String ruleId) {
        return count("ruleId", ruleId).map(found -> found > 0);
    }

    Uni<List<AlertRule>> enabledOf(List<AlertType> types) {
        return list("enabled = true and alertType in ?1 order by ruleId", types);
    }

    Uni<List<AlertRule>> page(int limit, int offset) {
        return find("order by ruleId").range(offset, offset + limit - 1).list();
    }

    Uni<List<AlertRule>> all() {
        return list("order by ruleId");
    }
}
