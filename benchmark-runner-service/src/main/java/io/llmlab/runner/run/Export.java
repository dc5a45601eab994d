package io.llmlab.runner.run;

import io.smallrye.mutiny.Multi;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jboss.resteasy.reactive.RestMulti;

/// Rows on their way out, piece by piece: the next page is read when the last one has been sent.
///
/// @param name of the file, without its ending
record Export(String name, ExportFormat format, Multi<byte[]> pieces) {

    Map<String, List<String>> headers() {
        var ending = format.name().toLowerCase(Locale.ROOT);
        return Map.of(
                "Content-Type", List.of(format.mediaType()),
                "Content-Disposition", List.of("attachment; filename=\"%s.%s\"".formatted(name, ending)));
    }

    RestMulti<byte[]> respond() {
        var multi = RestMulti.fromMultiData(pieces);
        headers().forEach((header, values) -> multi.header(header, values.getFirst()));
        return multi.build();
    }
}
