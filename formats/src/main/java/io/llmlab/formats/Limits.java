package io.llmlab.formats;

/// How much a reader takes of input that may be hostile. What is over a limit is refused with a message that names it.
///
/// @param files in folders and archives together
/// @param unpackedBytes of all archives together
/// @param ratio unpacked bytes to packed ones, of each archive, once it has given 10 MB
/// @param documentBytes of what is read as a whole: results without their samples, one sample of an inspect log
/// @param lineBytes of one line of a JSON Lines file
/// @param depth of nested JSON
public record Limits(int files, long unpackedBytes, int ratio, long documentBytes, int lineBytes, int depth) {

    private static final int MB = 1 << 20;

    /// 20,000 files, 8 GB, 200 : 1, 64 MB, 10 MB, 200.
    public static Limits defaults() {
        return new Limits(20_000, 8L * 1024 * MB, 200, 64L * MB, 10 * MB, 200);
    }
}
