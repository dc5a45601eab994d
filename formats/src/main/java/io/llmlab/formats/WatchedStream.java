package io.llmlab.formats;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/// Knows whether its end was read. Jackson says "end of input" of a name with a broken last character as well, so only
/// the stream tells a cut-off file from one in another encoding.
final class WatchedStream extends FilterInputStream {

    private boolean ended;

    WatchedStream(InputStream stream) {
        super(stream);
    }

    boolean hasEnded() {
        return ended;
    }

    @Override
    public int read() throws IOException {
        var value = super.read();
        ended |= value < 0;
        return value;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        var count = super.read(target, offset, length);
        ended |= count < 0;
        return count;
    }
}
