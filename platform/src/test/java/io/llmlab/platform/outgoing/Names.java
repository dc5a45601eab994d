package io.llmlab.platform.outgoing;

import io.smallrye.mutiny.Uni;
import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A name server that says what it is told to: for each look-up the next answer, and the last one for ever.
final class Names implements HostResolver {

    private final Map<String, Deque<List<InetAddress>>> answers = new HashMap<>();
    private int asked;

    Names answer(String name, String... addresses) {
        answers.computeIfAbsent(name, _ -> new ArrayDeque<>())
                .add(Arrays.stream(addresses).map(InetAddress::ofLiteral).toList());
        return this;
    }

    int asked() {
        return asked;
    }

    @Override
    public Uni<List<InetAddress>> resolve(String name) {
        asked++;
        var known = answers.get(name);
        if (known == null) {
            return Uni.createFrom().failure(new UnresolvedName(name));
        }
        return Uni.createFrom().item(known.size() > 1 ? known.pop() : known.getFirst());
    }
}
