package io.llmlab.formats;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What kind of thing a JSON value is: enough of it to tell one harness's files from another's.
///
/// @param fields of an object, up to 64 of them; of an array its first element, named `0`
/// @param problem why it could not be read to the end; null: it could, or enough was seen
/// @param followed whether another value comes behind it, as in JSON Lines
record Outline(
        Kind kind, Map<String, Outline> fields, @Nullable String problem, boolean followed) {

    enum Kind {
        OBJECT,
        ARRAY,
        STRING,
        NUMBER,
        BOOLEAN,
        NULL,
        /// An inspect_ai log in its ZIP form.
        EVAL,
        /// Not JSON.
        OTHER
    }

    private static final int DEPTH = 4;
    private static final int FIELDS = 64;
    private static final long ENOUGH = 1L << 20;
    private static final Outline NOTHING = of(Kind.NULL);

    static Outline of(Kind kind) {
        return new Outline(kind, Map.of(), null, false);
    }

    /// Whether the object has fields of all these names.
    boolean has(String... names) {
        for (var name : names) {
            if (!fields.containsKey(name)) {
                return false;
            }
        }
        return kind == Kind.OBJECT;
    }

    /// What lies behind the name; null's outline if nothing does.
    Outline at(String name) {
        return fields.getOrDefault(name, NOTHING);
    }

    boolean is(Kind wanted) {
        return kind == wanted;
    }

    static Outline of(InputFile file, Json json, Limits limits) {
        if (isZip(file)) {
            return of(Kind.EVAL);
        }
        try (var parser = json.stream(file.open(limits))) {
            var first = parser.nextToken();
            return first == null
                    ? new Outline(Kind.OTHER, Map.of(), "is empty", false)
                    : ofValue(parser, first, file.name(), json);
        } catch (IOException failure) {
            return new Outline(
                    Kind.OTHER, Map.of(), json.unreadable(file.name(), failure).reason(), false);
        }
    }

    /// Archives were unpacked before.
    private static boolean isZip(InputFile file) {
        try {
            return file.magic() == Magic.ZIP;
        } catch (IOException _) {
            return false;
        }
    }

    private static Outline ofValue(JsonParser parser, JsonToken first, String name, Json json) {
        var fields = new LinkedHashMap<String, Outline>();
        try {
            fill(parser, fields, first, 0);
            return new Outline(kind(first), fields, null, isFollowed(parser));
        } catch (Enough _) {
            return new Outline(kind(first), fields, null, false);
        } catch (IOException failure) {
            return new Outline(
                    kind(first), fields, json.unreadable(name, failure).reason(), false);
        }
    }

    private static boolean isFollowed(JsonParser parser) {
        try {
            return parser.nextToken() != null;
        } catch (IOException _) {
            return true;
        }
    }

    private static void fill(JsonParser parser, Map<String, Outline> fields, JsonToken token, int depth)
            throws IOException, Enough {
        if (token == JsonToken.START_OBJECT && depth < DEPTH) {
            fillObject(parser, fields, depth);
        } else if (token == JsonToken.START_ARRAY && depth < DEPTH) {
            fillArray(parser, fields, depth);
        } else {
            parser.skipChildren();
        }
    }

    private static void fillObject(JsonParser parser, Map<String, Outline> fields, int depth)
            throws IOException, Enough {
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            var name = parser.currentName();
            put(parser, fields, name, parser.nextToken(), fields.size() < FIELDS ? depth + 1 : DEPTH);
        }
    }

    /// Samples lie in arrays, and may be many: the first tells what they are.
    private static void fillArray(JsonParser parser, Map<String, Outline> fields, int depth)
            throws IOException, Enough {
        for (var token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            if (fields.isEmpty()) {
                put(parser, fields, "0", token, depth + 1);
            } else {
                parser.skipChildren();
            }
            if (Json.offset(parser.currentLocation()) > ENOUGH) {
                throw new Enough();
            }
        }
    }

    private static void put(JsonParser parser, Map<String, Outline> fields, String name, JsonToken token, int depth)
            throws IOException, Enough {
        var inner = new LinkedHashMap<String, Outline>();
        if (fields.size() < FIELDS) {
            fields.put(name, new Outline(kind(token), inner, null, false));
        }
        fill(parser, inner, token, depth);
    }

    private static Kind kind(JsonToken token) {
        return switch (token) {
            case START_OBJECT -> Kind.OBJECT;
            case START_ARRAY -> Kind.ARRAY;
            case VALUE_STRING -> Kind.STRING;
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> Kind.NUMBER;
            case VALUE_TRUE, VALUE_FALSE -> Kind.BOOLEAN;
            default -> Kind.NULL;
        };
    }

    private static final class Enough extends Exception {
        private static final long serialVersionUID = 1;

        Enough() {
            super(null, null, false, false);
        }
    }
}
