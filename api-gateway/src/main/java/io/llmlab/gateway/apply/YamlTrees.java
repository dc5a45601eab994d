package io.llmlab.gateway.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmlab.platform.problem.DomainException.Malformed;
import java.io.StringReader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/// Reads YAML as JSON would have it: scalars by the core schema of YAML 1.2 (`no` and `2026-12-01` are texts), no tags,
/// no merge keys, no key twice. Aliases are copies; what they blow up to counts against the limit of a file.
final class YamlTrees {

    static final int LARGEST = 4 * 1024 * 1024;
    private static final int DEEPEST = 50;
    private static final int MOST_ALIASES = 100;
    private static final int MOST_NODES = 200_000;
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Set<Tag> PLAIN =
            Set.of(Tag.STR, Tag.INT, Tag.FLOAT, Tag.BOOL, Tag.NULL, Tag.TIMESTAMP, Tag.MAP, Tag.SEQ);
    private static final Pattern INTEGER = Pattern.compile("[-+]?[0-9]{1,30}");
    private static final Pattern DECIMAL = Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]{1,3})?");

    private final Map<JsonNode, Integer> lines = new IdentityHashMap<>();
    private int nodes;

    private YamlTrees() {}

    /// @throws Malformed what is no YAML, or more than is understood, with the line
    static List<Tree> read(String text) {
        try {
            var trees = new ArrayList<Tree>();
            var reader = new YamlTrees();
            for (var node : parser().composeAll(new StringReader(text))) {
                trees.add(new Tree(reader.json(node, 0), reader.lines));
            }
            return trees;
        } catch (MarkedYAMLException broken) {
            var mark = broken.getProblemMark();
            throw new Malformed("line %s: this is no YAML: %s"
                    .formatted(mark == null ? "?" : mark.getLine() + 1, broken.getProblem()));
        } catch (YAMLException broken) {
            throw new Malformed("This is no YAML that is taken: %s".formatted(broken.getMessage()));
        }
    }

    private static Yaml parser() {
        var options = new LoaderOptions();
        options.setCodePointLimit(LARGEST);
        options.setNestingDepthLimit(DEEPEST);
        options.setMaxAliasesForCollections(MOST_ALIASES);
        options.setAllowDuplicateKeys(false);
        return new Yaml(new SafeConstructor(options));
    }

    private JsonNode json(Node node, int depth) {
        nodes++;
        if (nodes > MOST_NODES || depth > DEEPEST) {
            throw refused(node, "its aliases make too much of the file");
        }
        if (!PLAIN.contains(node.getTag())) {
            throw refused(node, "tags, merge keys and binaries are not understood");
        }
        return switch (node) {
            case MappingNode mapping -> object(mapping, depth);
            case SequenceNode sequence -> array(sequence, depth);
            case ScalarNode scalar -> scalar(scalar);
            default -> throw refused(node, "this is not understood");
        };
    }

    private ObjectNode object(MappingNode mapping, int depth) {
        var object = JSON.objectNode();
        for (var entry : mapping.getValue()) {
            if (!(entry.getKeyNode() instanceof ScalarNode key) || !PLAIN.contains(key.getTag())) {
                throw refused(entry.getKeyNode(), "a key must be a plain text; merge keys are not understood");
            }
            if (object.has(key.getValue())) {
                throw refused(key, "%s stands here twice".formatted(key.getValue()));
            }
            var value = json(entry.getValueNode(), depth + 1);
            object.set(key.getValue(), value);
            if (value.isArray()) {
                lines.put(value, lineOf(key));
            }
        }
        lines.put(object, lineOf(mapping));
        return object;
    }

    private ArrayNode array(SequenceNode sequence, int depth) {
        var array = JSON.arrayNode();
        sequence.getValue().forEach(item -> array.add(json(item, depth + 1)));
        return array;
    }

    private static JsonNode scalar(ScalarNode node) {
        var text = node.getValue();
        if (node.getScalarStyle() != ScalarStyle.PLAIN || node.getTag().equals(Tag.STR)) {
            return JSON.textNode(text);
        }
        return switch (text) {
            case "", "~", "null", "Null", "NULL" -> JSON.nullNode();
            case "true", "True", "TRUE" -> JSON.booleanNode(true);
            case "false", "False", "FALSE" -> JSON.booleanNode(false);
            default -> number(text);
        };
    }

    private static JsonNode number(String text) {
        if (INTEGER.matcher(text).matches()) {
            var number = new BigInteger(text);
            return number.bitLength() < Integer.SIZE ? JSON.numberNode(number.intValue()) : whole(number);
        }
        return DECIMAL.matcher(text).matches() ? JSON.numberNode(new BigDecimal(text)) : JSON.textNode(text);
    }

    private static JsonNode whole(BigInteger number) {
        return number.bitLength() < Long.SIZE ? JSON.numberNode(number.longValue()) : JSON.numberNode(number);
    }

    private static Malformed refused(Node node, String why) {
        return new Malformed("line %d: %s".formatted(lineOf(node), why));
    }

    private static int lineOf(Node node) {
        var mark = node.getStartMark();
        return mark == null ? 0 : mark.getLine() + 1;
    }
}
