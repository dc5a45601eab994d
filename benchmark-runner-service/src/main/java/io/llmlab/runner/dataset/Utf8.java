package io.llmlab.runner.dataset;

import io.llmlab.platform.problem.DomainException.Invalid;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/// A file's characters: UTF-8, with or without a byte order mark, and nothing else.
final class Utf8 {

    private static final int BUFFER = 1 << 16;
    private static final int MARK = 0xFEFF;
    private static final int MARK_SWAPPED = 0xFFFE;
    private static final byte[] MARK_UTF8 = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private Utf8() {}

    /// @throws Invalid naming the first line that is no UTF-8
    static void check(Path file) throws IOException {
        try (var input = Files.newInputStream(file)) {
            check(input);
        }
    }

    private static void check(InputStream input) throws IOException {
        var decoder = StandardCharsets.UTF_8.newDecoder();
        var bytes = ByteBuffer.allocate(BUFFER);
        var characters = CharBuffer.allocate(BUFFER);
        var line = 1;
        var isFirst = true;
        for (var isOver = false; !isOver; ) {
            var count = input.readNBytes(bytes.array(), bytes.position(), bytes.remaining());
            isOver = count < bytes.remaining();
            bytes.position(bytes.position() + count).flip();
            if (isFirst) {
                refuseUtf16(bytes);
                isFirst = false;
            }
            var result = decoder.decode(bytes, characters, isOver);
            line = countLines(characters.flip(), line);
            if (result.isError()) {
                throw Place.line(line).error("", "is no UTF-8, the only encoding that is allowed");
            }
            characters.clear();
            bytes.compact();
        }
    }

    private static void refuseUtf16(ByteBuffer bytes) {
        if (bytes.remaining() >= 2) {
            var mark = bytes.getShort(0) & 0xFFFF;
            if (mark == MARK || mark == MARK_SWAPPED) {
                throw Place.line(1)
                        .error("", "begins with the mark of UTF-16; UTF-8 is the only encoding that is allowed");
            }
        }
    }

    /// @return the line behind the characters
    private static int countLines(CharBuffer characters, int from) {
        var line = from;
        while (characters.hasRemaining()) {
            var character = characters.get();
            if (character == 0) {
                throw Place.line(line).error("", "contains the character NUL; is the file UTF-16, or no text?");
            }
            line += character == '\n' ? 1 : 0;
        }
        return line;
    }

    /// The content behind a byte order mark; the result can be marked and reset.
    static InputStream withoutMark(InputStream input) throws IOException {
        var buffered = new BufferedInputStream(input, BUFFER);
        buffered.mark(MARK_UTF8.length);
        if (!Arrays.equals(buffered.readNBytes(MARK_UTF8.length), MARK_UTF8)) {
            buffered.reset();
        }
        return buffered;
    }
}
