package io.llmlab.formats;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/// What the first bytes say a file is.
enum Magic {
    EMPTY,
    GZIP,
    ZIP,
    TAR,
    OTHER;

    private static final int HEAD = 512;
    private static final int TAR_MARK = 257;
    private static final byte[] USTAR = {'u', 's', 't', 'a', 'r'};

    /// Leaves the stream, which must support marks, where it was.
    static Magic of(InputStream stream) throws IOException {
        stream.mark(HEAD);
        var head = stream.readNBytes(HEAD);
        stream.reset();
        if (head.length == 0) {
            return EMPTY;
        }
        if (startsWith(head, 0x1f, 0x8b)) {
            return GZIP;
        }
        if (startsWith(head, 'P', 'K', 3, 4) || startsWith(head, 'P', 'K', 5, 6)) {
            return ZIP;
        }
        var mark = head.length < HEAD ? new byte[0] : Arrays.copyOfRange(head, TAR_MARK, TAR_MARK + USTAR.length);
        return Arrays.equals(mark, USTAR) ? TAR : OTHER;
    }

    private static boolean startsWith(byte[] head, int... start) {
        if (head.length < start.length) {
            return false;
        }
        for (var index = 0; index < start.length; index++) {
            if ((head[index] & 0xff) != start[index]) {
                return false;
            }
        }
        return true;
    }
}
