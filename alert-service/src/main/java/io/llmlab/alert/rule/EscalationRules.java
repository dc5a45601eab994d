package io.llmlab.alert.rule;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.core.type.TypeReference;
import io.llmlab.alert.signal.Severity;
import io.llmlab.platform.database.JsonColumn;
import io.llmlab.platform.problem.DomainException.Invalid;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.persistence.Converter;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// Who is told when nobody acknowledges in time. The first two fields are one more step.
@RegisterForReflection(ignoreNested = false)
public record EscalationRules(
        @Min(1) @Max(LONGEST_MINUTES) @Nullable Integer escalateAfterMinutes,
        @Size(max = 20) @Nullable List<@NotBlank String> escalationChannels,
        @Size(max = 20) @Nullable List<@NotNull @Valid Step> steps) {

    private static final int LONGEST_MINUTES = 525_600;

    /// @param afterMinutes counted from the alert's opening
    /// @param severity the alert is at least so severe from then on, or null: as severe as it was
    @Schema(name = "EscalationStep")
    public record Step(
            @Min(1) @Max(LONGEST_MINUTES) int afterMinutes,
            @NotEmpty @Size(max = 20) List<@NotBlank String> channels,
            @Nullable Severity severity) {

        public Duration after() {
            return Duration.ofMinutes(afterMinutes);
        }
    }

    /// @throws Invalid where one of the first two fields is there without the other: nobody would ever be told
    static @Nullable EscalationRules requireWhole(@Nullable EscalationRules rules) {
        if (rules != null && (rules.escalateAfterMinutes == null) != rules.namesNobody()) {
            throw Invalid.inBody("/escalation_rules", "escalate_after_minutes and escalation_channels belong together");
        }
        return rules;
    }

    private boolean namesNobody() {
        return escalationChannels == null || escalationChannels.isEmpty();
    }

    /// All steps, the soonest first.
    List<Step> inOrder() {
        var all = new ArrayList<>(requireNonNullElse(steps, List.<Step>of()));
        if (escalateAfterMinutes != null && escalationChannels != null) {
            all.add(new Step(escalateAfterMinutes, escalationChannels, null));
        }
        all.sort(Comparator.comparingInt(Step::afterMinutes));
        return List.copyOf(all);
    }

    /// In one column.
    @Converter
    public static class Column extends JsonColumn<EscalationRules> {

        public Column() {
            super(new TypeReference<>() {});
        }
    }
}
