package io.llmlab.local.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `POST /v1/completions` of OpenAI's API. The whole prompt is the question.
record CompletionsDialect() implements Dialect {

    @Override
    public JsonNode chat(JsonNode request) {
        var chat = JsonNodeFactory.instance.objectNode();
        chat.set("model", request.path("model"));
        chat.set("stream", request.path("stream"));
        var messages = chat.putArray("messages");
        if (request.path("prompt").isTextual()) {
            messages.addObject().put("role", "user").set("content", request.path("prompt"));
        }
        return chat;
    }

    @Override
    public Object answer(ChatCompletion completion) {
        return said(completion, completion.text(), "stop", completion.usage());
    }

    @Override
    public List<Event> pieces(ChatCompletion completion) {
        var events = new ArrayList<Event>();
        Dialect.words(completion).forEach(word -> events.add(new Event(null, said(completion, word, null, null))));
        events.add(new Event(null, said(completion, "", "stop", completion.usage())));
        return events;
    }

    @Override
    public String end() {
        return new OpenAiDialect().end();
    }

    private static Map<String, Object> said(
            ChatCompletion completion, String text, @Nullable String finish, ChatCompletion.@Nullable Usage usage) {
        var choice = new LinkedHashMap<String, @Nullable Object>();
        choice.put("text", text);
        choice.put("index", 0);
        choice.put("finish_reason", finish);
        var said = new LinkedHashMap<String, Object>();
        said.put("id", completion.id().replace("chatcmpl-", "cmpl-"));
        said.put("object", "text_completion");
        said.put("created", completion.created());
        said.put("model", completion.model());
        said.put("choices", List.of(choice));
        if (usage != null) {
            said.put("usage", usage);
        }
        return said;
    }

    @Override
    public Object error(Outcome.Refused refused) {
        return new OpenAiDialect().error(refused);
    }
}
