package io.llmlab.alert.notify;

import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// How many deliveries this instance may have under way: so many in all, and so many to one channel. The
/// share of a channel shrinks with what is free, and a claim takes half of that at most: however many receivers are
/// dead, a slot is left for one that is not.
///
/// Source: A. Choudhury and E. Hahne, Dynamic queue length thresholds for shared-memory packet switches (1998).
final class Slots {

    private final int all;
    private final int perChannel;
    private final Map<String, Integer> busy = new HashMap<>();
    private final Set<String> exhausted = new HashSet<>();
    private final Set<Claimed> sent = Collections.newSetFromMap(new IdentityHashMap<>());
    private int taken;
    private boolean allExhausted;

    /// What there was before a claim.
    ///
    /// @param all for further deliveries
    /// @param perChannel for one channel, those it holds included
    /// @param busy how many each channel holds
    record Free(int all, int perChannel, Map<String, Integer> busy) {

        private int of(String channel) {
            return Math.max(0, perChannel - busy.getOrDefault(channel, 0));
        }
    }

    Slots(int all, int perChannel) {
        this.all = all;
        this.perChannel = perChannel;
    }

    synchronized Free free() {
        var free = all - taken;
        return new Free((free + 1) / 2, share(free), Map.copyOf(busy));
    }

    private int share(int free) {
        return (int) Math.ceil(perChannel * Math.pow((double) free / all, 2));
    }

    /// @param free what the claim was made with
    synchronized void take(Free free, List<Claimed> claimed) {
        var counts = claimed.stream().collect(Collectors.groupingBy(Claimed::channel, Collectors.counting()));
        counts.forEach((channel, count) -> busy.merge(channel, Math.toIntExact(count), Integer::sum));
        taken += claimed.size();
        allExhausted = claimed.size() >= free.all();
        exhausted.clear();
        busy.keySet().stream()
                .filter(channel -> counts.getOrDefault(channel, 0L) >= free.of(channel))
                .forEach(exhausted::add);
    }

    /// The channel's receiver has it, and only the record of that is missing: another one may go out.
    ///
    /// @return whether something may wait for the slot, because the last claim left none to the channel
    synchronized boolean sent(Claimed claimed) {
        sent.add(claimed);
        return leave(claimed.channel());
    }

    /// @return whether something may wait for the slot, because the last claim left none to the channel or to
    ///     any
    synchronized boolean release(Claimed claimed) {
        var isAwaited = !sent.remove(claimed) && leave(claimed.channel());
        taken--;
        return allExhausted || isAwaited;
    }

    private boolean leave(String channel) {
        busy.merge(channel, -1, Integer::sum);
        busy.values().removeIf(count -> count == 0);
        return exhausted.contains(channel);
    }
}
