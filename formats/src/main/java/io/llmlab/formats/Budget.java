package io.llmlab.formats;

/// Bytes that may still come out of an archive.
final class Budget {

    private static final long UNSUSPICIOUS = 10L << 20;
    private static final long MB = 1L << 20;

    private final String archive;
    private final long most;
    private final String limit;
    private long taken;

    private Budget(String archive, long most, String limit) {
        this.archive = archive;
        this.most = most;
        this.limit = limit;
    }

    static Budget ofArchive(String archive, long packedBytes, Limits limits) {
        var byRatio = Math.max(UNSUSPICIOUS, packedBytes * limits.ratio());
        return byRatio < limits.unpackedBytes()
                ? new Budget(archive, byRatio, "%d times its own size".formatted(limits.ratio()))
                : new Budget(archive, limits.unpackedBytes(), "%d MB".formatted(limits.unpackedBytes() / MB));
    }

    /// Of all archives together.
    static Budget ofAll(Limits limits) {
        return new Budget("the archives", limits.unpackedBytes(), "%d MB".formatted(limits.unpackedBytes() / MB));
    }

    /// @throws UnreadableResults once more came out than may
    void take(long bytes) {
        taken += bytes;
        if (taken > most) {
            throw new UnreadableResults(
                    archive,
                    "unpacking gives more than %s, which is more than is accepted; give the files unpacked or in parts"
                            .formatted(limit));
        }
    }
}
