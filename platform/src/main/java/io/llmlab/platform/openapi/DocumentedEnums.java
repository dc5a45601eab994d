package io.llmlab.platform.openapi;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.media.Schema;

/// Documents enums as they are on the wire (see [io.llmlab.platform.http.LowerCaseEnums]).
@OpenApiFilter(OpenApiFilter.RunStage.BUILD)
public class DocumentedEnums implements OASFilter {

    @Override
    public Schema filterSchema(Schema schema) {
        var values = schema.getEnumeration();
        if (values != null) {
            schema.setEnumeration(List.copyOf(values.stream()
                    .map(value -> value instanceof String name ? (Object) name.toLowerCase(Locale.ROOT) : value)
                    .toList()));
        }
        return schema;
    }
}
