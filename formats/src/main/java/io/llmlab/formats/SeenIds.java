package io.llmlab.formats;

import java.util.Arrays;

/// Which ids came already, by 64 bits of each: 16 bytes a sample, so that files of a million samples fit in a small
/// heap.
final class SeenIds {

    private static final long FNV_START = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private long[] table = new long[1 << 10];
    private int count;

    /// Whether it is new.
    boolean add(String id) {
        if (count * 2 >= table.length) {
            grow();
        }
        return insert(hash(id));
    }

    private boolean insert(long hash) {
        var mask = table.length - 1;
        var slot = (int) (hash ^ (hash >>> 32)) & mask;
        while (table[slot] != 0) {
            if (table[slot] == hash) {
                return false;
            }
            slot = (slot + 1) & mask;
        }
        table[slot] = hash;
        count++;
        return true;
    }

    private void grow() {
        var old = table;
        table = new long[old.length * 2];
        count = 0;
        Arrays.stream(old).filter(hash -> hash != 0).forEach(this::insert);
    }

    /// FNV-1a; 0 means a free slot.
    private static long hash(String id) {
        var hash = FNV_START;
        for (var index = 0; index < id.length(); index++) {
            hash = (hash ^ id.charAt(index)) * FNV_PRIME;
        }
        return hash == 0 ? 1 : hash;
    }
}
