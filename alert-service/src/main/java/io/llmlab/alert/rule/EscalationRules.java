package io.llmlab.alert.rule;

import com.fasterxml.jackson.core.type.TypeReference;
import io.llmlab.platform.database.JsonColumn;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.persistence.Converter;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Who is told when nobody acknowledges in time.
@RegisterForReflection(ignoreNested = false)
public record EscalationRules(
        @Min(1) @Max(525_600) @Nullable Integer escalateAfterMinutes,
        @Nullable List<String> escalationChannels) {

    /// In one column.
    @Converter
    public static class Column extends JsonColumn<EscalationRules> {

        public Column() {
            super(new TypeReference<>() {});
        }
    }
}
