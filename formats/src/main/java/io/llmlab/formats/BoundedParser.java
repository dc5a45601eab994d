package io.llmlab.formats;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Ends where a value takes more than what is read at once, although the file may be longer.
final class BoundedParser extends JsonParserDelegate {

    private final long end;

    BoundedParser(JsonParser parser, long most) {
        super(parser);
        this.end = Json.offset(parser.currentLocation()) + most;
    }

    @Override
    public @Nullable JsonToken nextToken() throws IOException {
        if (Json.offset(delegate.currentLocation()) > end) {
            throw new StreamConstraintsException("Document length exceeds the maximum");
        }
        return delegate.nextToken();
    }

    @Override
    public @Nullable String nextFieldName() throws IOException {
        return nextToken() == JsonToken.FIELD_NAME ? delegate.currentName() : null;
    }

    @Override
    public @Nullable String nextTextValue() throws IOException {
        return nextToken() == JsonToken.VALUE_STRING ? delegate.getText() : null;
    }
}
