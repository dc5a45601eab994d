package io.llmlab.gateway.apply;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/// One document of a file.
///
/// @param lines where an object of it begins, or the key of a list stands, from 1, by the object or list itself; empty
/// where lines are not known
record Tree(JsonNode root, Map<JsonNode, Integer> lines) {

    /// 0 where it is not known.
    int lineOf(JsonNode node) {
        return lines.getOrDefault(node, 0);
    }

    /// Of what stands in the document itself: where it begins, or the document does.
    int lineOfEntry(JsonNode entry) {
        return lineOf(entry) > 0 ? lineOf(entry) : lineOf(root);
    }
}
