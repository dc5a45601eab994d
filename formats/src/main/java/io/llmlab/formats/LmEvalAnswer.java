package io.llmlab.formats;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// What `filtered_resps` says was answered: of a generation its text, of choices the number of the likeliest.
///
/// A choice is `[log-likelihood, is greedy]`; recent versions write both as text: `["-1.6", "False"]`.
final class LmEvalAnswer {

    private final JsonParser parser;
    private @Nullable String text;
    private int choice;
    private int likeliest = -1;
    private double best;

    private LmEvalAnswer(JsonParser parser) {
        this.parser = parser;
    }

    /// Leaves the parser at the value's end.
    static @Nullable String read(JsonParser parser, JsonToken token) throws IOException {
        if (token == JsonToken.VALUE_STRING) {
            return parser.getText();
        }
        if (token != JsonToken.START_ARRAY) {
            parser.skipChildren();
            return null;
        }
        var answer = new LmEvalAnswer(parser);
        answer.readAll();
        return answer.likeliest < 0 ? answer.text : Integer.toString(answer.likeliest);
    }

    private void readAll() throws IOException {
        for (var token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            if (token == JsonToken.START_ARRAY) {
                readInner();
                choice++;
            } else {
                takeText(token);
                parser.skipChildren();
            }
        }
    }

    /// A choice, or the texts of several generations.
    private void readInner() throws IOException {
        Double likelihood = null;
        var place = 0;
        for (var token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            if (place == 0) {
                likelihood = likelihood(token);
                takeText(token);
            } else if (place == 1 && likelihood != null && isFlag(token)) {
                takeChoice(likelihood);
            }
            parser.skipChildren();
            place++;
        }
    }

    private void takeText(JsonToken token) throws IOException {
        if (token == JsonToken.VALUE_STRING && text == null) {
            text = parser.getText();
        }
    }

    private void takeChoice(double likelihood) {
        if (likeliest < 0 || likelihood > best) {
            likeliest = choice;
            best = likelihood;
        }
    }

    private @Nullable Double likelihood(JsonToken token) throws IOException {
        if (token.isNumeric()) {
            return parser.getDoubleValue();
        }
        if (token != JsonToken.VALUE_STRING) {
            return null;
        }
        var said = parser.getText();
        try {
            return said.equals("-inf") ? Double.valueOf(Double.NEGATIVE_INFINITY) : Double.valueOf(said);
        } catch (NumberFormatException _) {
            return null;
        }
    }

    private boolean isFlag(JsonToken token) throws IOException {
        return token.isBoolean()
                || (token == JsonToken.VALUE_STRING
                        && (parser.getText().equals("True") || parser.getText().equals("False")));
    }
}
