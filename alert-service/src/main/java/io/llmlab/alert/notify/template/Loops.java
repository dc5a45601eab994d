package io.llmlab.alert.notify.template;

import io.quarkus.qute.SectionNode;
import io.quarkus.qute.Template;
import io.quarkus.qute.TemplateException;
import io.quarkus.qute.TemplateNode;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// Bounds what a template may cost: Qute counts up to any number, and loops within loops multiply.
final class Loops {

    private static final Set<String> NAMES = Set.of("for", "each");
    /// What Qute calls the part of a loop that it goes over.
    private static final String ITERABLE = "iterable";

    private static final Pattern PATH = Pattern.compile("[A-Za-z_]+(\\.[A-Za-z_]+)*");
    private static final int DEEPEST = 2;

    private Loops() {}

    /// @throws TemplateException unless every loop goes over a plain path and stands in at most one other
    static void check(Template template) {
        check(template.getNodes(), 0);
    }

    private static void check(List<TemplateNode> nodes, int depth) {
        nodes.stream()
                .filter(TemplateNode::isSection)
                .map(TemplateNode::asSection)
                .forEach(section -> check(section, depth));
    }

    private static void check(SectionNode section, int depth) {
        var isLoop = NAMES.contains(section.getName());
        var within = isLoop ? depth + 1 : depth;
        if (within > DEEPEST) {
            throw new TemplateException(
                    section.getOrigin(), "loops stand in each other %d deep at most".formatted(DEEPEST));
        }
        if (isLoop) {
            requirePath(section);
        }
        section.getBlocks().forEach(block -> check(block.nodes, within));
    }

    private static void requirePath(SectionNode loop) {
        var iterable = loop.getBlocks().getFirst().parameters.get(ITERABLE);
        if (iterable == null || !PATH.matcher(iterable).matches()) {
            throw new TemplateException(
                    loop.getOrigin(), "a loop goes over a path such as message.items, and over nothing computed");
        }
    }
}
