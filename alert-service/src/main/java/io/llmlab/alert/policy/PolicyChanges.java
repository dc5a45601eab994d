package io.llmlab.alert.policy;

import io.llmlab.platform.audit.Audit;
import io.llmlab.platform.database.PlainSql;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;

/// What goes with every change of a policy, within the caller's transaction.
///
/// Policies have a common edition: every instance sees with one look whether what it remembers still holds.
@ApplicationScoped
public class PolicyChanges {

    private static final String NEXT = "update policy_edition set number = number + 1";

    private final Withheld withheld;
    private final Audit audit;

    PolicyChanges(Withheld withheld, Audit audit) {
        this.withheld = withheld;
        this.audit = audit;
    }

    /// To be called first. Such transactions come one after the other.
    public Uni<Void> begin() {
        return PlainSql.update(NEXT).replaceWithVoid();
    }

    /// @param policy as [Hold#by] names it
    /// @param from when it begins to keep news back, be that now: what waits to be sent then is taken back
    public Uni<Void> made(String actor, String policy, Instant from) {
        return withheld.recall(policy, from).chain(() -> made(actor, policy));
    }

    /// The same for what keeps nothing back by itself.
    public Uni<Void> made(String actor, String policy) {
        return audit.record(actor, "created", subject(policy));
    }

    /// What it keeps back is asked about anew.
    public Uni<Void> changed(String policy, Instant from) {
        return withheld.recall(policy, from).chain(() -> changed("changed", policy));
    }

    /// The same for what keeps nothing back any more, or by itself.
    ///
    /// @param verb in the past tense
    public Uni<Void> changed(String verb, String policy) {
        return withheld.review(policy).chain(() -> audit.record(Audit.ANONYMOUS, verb, subject(policy)));
    }

    private static String subject(String policy) {
        return policy.replace('/', ' ').replace('-', ' ');
    }
}
