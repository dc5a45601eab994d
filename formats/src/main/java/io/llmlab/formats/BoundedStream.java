package io.llmlab.formats;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipException;

/// Unpacked bytes, counted; what is wrong with the packed ones is said in words.
final class BoundedStream extends FilterInputStream {

    private final Budget budget;
    private final String name;

    BoundedStream(InputStream unpacked, Budget budget, String name) {
        super(unpacked);
        this.budget = budget;
        this.name = name;
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        try {
            var count = super.read(target, offset, length);
            budget.take(Math.max(count, 0));
            return count;
        } catch (EOFException | ZipException broken) {
            throw broken(name, broken);
        }
    }

    static UnreadableResults broken(String name, IOException failure) {
        return new UnreadableResults(
                name,
                failure instanceof EOFException
                        ? "the packed data ends early: the file is cut off"
                        : "the packed data is damaged (%s)".formatted(failure.getMessage()));
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
