package io.llmlab.formats;

import java.util.List;
import java.util.function.Consumer;

/// The samples of a run. They are read when asked for, as often as asked, in constant memory.
public interface SampleSource {

    /// The number of samples if the file says it, else -1.
    long countHint();

    /// Gives each sample to the consumer, in the file's order, on the caller's thread. What the consumer throws ends
    /// it.
    ///
    /// @throws UnreadableResults where the file is broken; what came before was given
    void forEach(Consumer<? super ParsedSample> consumer);

    /// A run without samples.
    static SampleSource none() {
        return of(List.of());
    }

    /// Samples that are in memory.
    static SampleSource of(List<ParsedSample> samples) {
        return new SampleSource() {
            @Override
            public long countHint() {
                return samples.size();
            }

            @Override
            public void forEach(Consumer<? super ParsedSample> consumer) {
                samples.forEach(consumer);
            }
        };
    }
}
