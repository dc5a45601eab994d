package io.llmlab.runner.execute;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import java.util.List;
import java.util.Set;

/// The five APIs as their references have them, September 2026: OpenAI's API reference (chat completions, responses,
/// completions), Anthropic's (messages, version 2023-06-01) and the Gemini API's (v1beta). Each adds: it answers
/// `n plus itself?` with `It is 2n`, taking 3 and giving 5 tokens.
final class FakeApis {

    private FakeApis() {}

    static String sum(String question) {
        return Long.toString(2 * Long.parseLong(question.replaceAll("(?s).*?(\\d+) plus itself.*", "$1")));
    }

    /// What is not in the reference is refused, as the providers do.
    private static String unknown(JsonNode body, Set<String> fields) {
        return body.propertyStream()
                .map(field -> field.getKey())
                .filter(name -> !fields.contains(name))
                .findFirst()
                .map(name -> "Unrecognized request argument supplied: " + name)
                .orElse("");
    }

    private static boolean isMessages(JsonNode messages, Set<String> roles) {
        return messages.isArray()
                && !messages.isEmpty()
                && messages.valueStream()
                        .allMatch(message -> message.size() == 2
                                && roles.contains(message.path("role").asText())
                                && message.path("content").isTextual());
    }

    private static String last(JsonNode messages) {
        return messages.path(messages.size() - 1).path("content").asText();
    }

    static String data(String json) {
        return "data: " + json + "\n\n";
    }

    static String event(String type, String json) {
        return "event: " + type + "\ndata: " + json + "\n\n";
    }

    private abstract static class OpenAiAnswers implements FakeProvider.Answers {

        @Override
        public boolean streams(JsonNode body, HttpExchange exchange) {
            return body.path("stream").asBoolean();
        }

        @Override
        public String error(String type, String message) {
            return """
                    {"error": {"message": "%s", "type": "%s", "param": null, "code": null}}""".formatted(message, type);
        }
    }

    static final class Chat extends OpenAiAnswers {

        private static final Set<String> FIELDS = Set.of(
                "model",
                "messages",
                "temperature",
                "max_tokens",
                "max_completion_tokens",
                "stream",
                "stream_options",
                "reasoning_effort",
                "seed");

        @Override
        public String wrong(JsonNode body, HttpExchange exchange) {
            if (!isMessages(body.path("messages"), Set.of("system", "developer", "user", "assistant"))) {
                return "messages is an array of {role, content}";
            }
            return unknown(body, FIELDS);
        }

        @Override
        public String question(JsonNode body) {
            return last(body.path("messages"));
        }

        @Override
        public String whole(String question) {
            return """
                    {"id": "chatcmpl-1", "object": "chat.completion", "created": 1, "model": "sums-2026-11-20",
                     "system_fingerprint": "fp_44709d6fcb",
                     "choices": [{"index": 0, "message": {"role": "assistant", "content": "It is %s", "refusal": null},
                         "logprobs": null, "finish_reason": "stop"}],
                     "usage": {"prompt_tokens": 3, "completion_tokens": 5, "total_tokens": 8}}""".formatted(sum(question));
        }

        @Override
        public List<String> events(String question) {
            var chunk = """
                    {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1,"model":"sums-2026-11-20",\
                    "system_fingerprint":"fp_44709d6fcb","choices":[%s],"usage":%s}""";
            var choice = "{\"index\":0,\"delta\":%s,\"logprobs\":null,\"finish_reason\":%s}";
            return List.of(
                    data(chunk.formatted(
                            choice.formatted("{\"role\":\"assistant\",\"content\":\"\",\"refusal\":null}", "null"),
                            "null")),
                    data(chunk.formatted(choice.formatted("{\"content\":\"Größe: \"}", "null"), "null")),
                    ": a comment\n\n",
                    data(chunk.formatted(
                            choice.formatted("{\"content\":\"%s\"}".formatted(sum(question)), "null"), "null")),
                    data(chunk.formatted(choice.formatted("{}", "\"stop\""), "null")),
                    data(chunk.formatted("", "{\"prompt_tokens\":3,\"completion_tokens\":5,\"total_tokens\":8}")),
                    data("[DONE]"));
        }
    }

    static final class Plain extends OpenAiAnswers {

        @Override
        public String wrong(JsonNode body, HttpExchange exchange) {
            return body.path("prompt").isTextual()
                    ? unknown(
                            body,
                            Set.of("model", "prompt", "temperature", "max_tokens", "stream", "stream_options", "seed"))
                    : "prompt is a string";
        }

        @Override
        public String question(JsonNode body) {
            return body.path("prompt").asText();
        }

        @Override
        public String whole(String question) {
            return """
                    {"id": "cmpl-1", "object": "text_completion", "created": 1, "model": "sums-2026-11-20",
                     "choices": [{"text": "It is %s", "index": 0, "logprobs": null, "finish_reason": "stop"}],
                     "usage": {"prompt_tokens": 3, "completion_tokens": 5, "total_tokens": 8}}""".formatted(sum(question));
        }

        @Override
        public List<String> events(String question) {
            var chunk = """
                    {"id":"cmpl-1","object":"text_completion","created":1,"model":"sums-2026-11-20","choices":[%s]%s}""";
            var choice = "{\"text\":\"%s\",\"index\":0,\"logprobs\":null,\"finish_reason\":%s}";
            return List.of(
                    data(chunk.formatted(choice.formatted("Größe: ", "null"), "")),
                    data(chunk.formatted(choice.formatted(sum(question), "\"stop\""), "")),
                    data(chunk.formatted(
                            "", ",\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":5,\"total_tokens\":8}")),
                    data("[DONE]"));
        }
    }

    static final class Response extends OpenAiAnswers {

        private static final String WHOLE = """
                {"id":"resp_1","object":"response","created_at":1,"status":"completed","error":null,\
                "incomplete_details":null,"model":"sums-2026-11-20","output":[{"type":"reasoning","id":"rs_1",\
                "summary":[]},{"type":"message","id":"msg_1","status":"completed","role":"assistant",\
                "content":[{"type":"output_text","text":"It is %s","annotations":[]}]}],"usage":{"input_tokens":3,\
                "input_tokens_details":{"cached_tokens":0},"output_tokens":5,"output_tokens_details":\
                {"reasoning_tokens":0},"total_tokens":8}}""";

        @Override
        public String wrong(JsonNode body, HttpExchange exchange) {
            if (!isMessages(body.path("input"), Set.of("system", "developer", "user", "assistant"))) {
                return "input is an array of {role, content}";
            }
            return unknown(
                    body, Set.of("model", "input", "temperature", "max_output_tokens", "stream", "reasoning", "store"));
        }

        @Override
        public String question(JsonNode body) {
            return last(body.path("input"));
        }

        @Override
        public String whole(String question) {
            return WHOLE.formatted(sum(question));
        }

        @Override
        public List<String> events(String question) {
            var delta = "{\"type\":\"response.output_text.delta\",\"item_id\":\"msg_1\",\"output_index\":0,"
                    + "\"content_index\":0,\"delta\":\"%s\",\"sequence_number\":%d}";
            return List.of(
                    event(
                            "response.created",
                            "{\"type\":\"response.created\",\"response\":{\"id\":\"resp_1\",\"model\":\"sums\","
                                    + "\"status\":\"in_progress\",\"output\":[]},\"sequence_number\":0}"),
                    event("response.output_text.delta", delta.formatted("Größe: ", 4)),
                    event("response.output_text.delta", delta.formatted(sum(question), 5)),
                    event(
                            "response.output_text.done",
                            "{\"type\":\"response.output_text.done\",\"text\":\"Größe: %s\"}".formatted(sum(question))),
                    event(
                            "response.completed",
                            "{\"type\":\"response.completed\",\"response\":%s,\"sequence_number\":9}"
                                    .formatted(WHOLE.formatted(sum(question)))));
        }
    }

    static final class Anthropic implements FakeProvider.Answers {

        @Override
        public boolean streams(JsonNode body, HttpExchange exchange) {
            return body.path("stream").asBoolean();
        }

        @Override
        public String wrong(JsonNode body, HttpExchange exchange) {
            if (!"2023-06-01".equals(exchange.getRequestHeaders().getFirst("anthropic-version"))) {
                return "anthropic-version: header is required";
            }
            if (body.path("max_tokens").asInt() < 1) {
                return "max_tokens: Field required";
            }
            if (!isMessages(body.path("messages"), Set.of("user", "assistant"))) {
                return "messages: roles are user and assistant";
            }
            return unknown(
                    body,
                    Set.of("model", "max_tokens", "messages", "system", "temperature", "stream", "top_k", "thinking"));
        }

        @Override
        public String question(JsonNode body) {
            return last(body.path("messages"));
        }

        @Override
        public String error(String type, String message) {
            return """
                    {"type": "error", "error": {"type": "%s", "message": "%s"}, "request_id": "req_1"}""".formatted(type, message);
        }

        @Override
        public String whole(String question) {
            return """
                    {"id": "msg_1", "type": "message", "role": "assistant", "model": "sums-2026-11-20",
                     "content": [{"type": "thinking", "thinking": "Hm, 7.", "signature": "x"},
                         {"type": "text", "text": "It is %s"}],
                     "stop_reason": "end_turn", "stop_sequence": null,
                     "usage": {"input_tokens": 2, "cache_creation_input_tokens": 0, "cache_read_input_tokens": 1,
                         "output_tokens": 5}}""".formatted(sum(question));
        }

        @Override
        public List<String> events(String question) {
            var delta = "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"%s\",\"%s\":\"%s\"}}";
            return List.of(
                    event(
                            "message_start",
                            "{\"type\":\"message_start\",\"message\":{\"id\":\"msg_1\",\"type\":\"message\","
                                    + "\"role\":\"assistant\",\"content\":[],\"model\":\"sums-2026-11-20\","
                                    + "\"stop_reason\":null,\"stop_sequence\":null,\"usage\":{\"input_tokens\":3,"
                                    + "\"output_tokens\":1}}}"),
                    event(
                            "content_block_start",
                            "{\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"text\","
                                    + "\"text\":\"\"}}"),
                    event("ping", "{\"type\":\"ping\"}"),
                    event("content_block_delta", delta.formatted("thinking_delta", "thinking", "Hm, 7.")),
                    event("content_block_delta", delta.formatted("text_delta", "text", "Größe: ")),
                    event("content_block_delta", delta.formatted("text_delta", "text", sum(question))),
                    event("content_block_stop", "{\"type\":\"content_block_stop\",\"index\":0}"),
                    event(
                            "message_delta",
                            "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\","
                                    + "\"stop_sequence\":null},\"usage\":{\"output_tokens\":5}}"),
                    event("message_stop", "{\"type\":\"message_stop\"}"));
        }
    }

    static final class Google implements FakeProvider.Answers {

        @Override
        public boolean streams(JsonNode body, HttpExchange exchange) {
            return exchange.getRequestURI().getPath().endsWith(":streamGenerateContent");
        }

        @Override
        public String wrong(JsonNode body, HttpExchange exchange) {
            var contents = body.path("contents");
            var fits = contents.isArray()
                    && !contents.isEmpty()
                    && contents.valueStream()
                            .allMatch(content -> Set.of("user", "model")
                                            .contains(content.path("role").asText())
                                    && content.at("/parts/0/text").isTextual());
            if (!fits) {
                return "Please use a valid role: user, model.";
            }
            if (streams(body, exchange)
                    && !String.valueOf(exchange.getRequestURI().getQuery()).contains("alt=sse")) {
                return "this server streams only with alt=sse";
            }
            var generation = unknown(
                    body.path("generationConfig"),
                    Set.of("temperature", "maxOutputTokens", "topK", "seed", "thinkingConfig"));
            return generation.isEmpty()
                    ? unknown(body, Set.of("contents", "systemInstruction", "generationConfig"))
                    : generation;
        }

        @Override
        public String question(JsonNode body) {
            var contents = body.path("contents");
            return contents.path(contents.size() - 1).at("/parts/0/text").asText();
        }

        @Override
        public String error(String type, String message) {
            return """
                    {"error": {"code": 400, "message": "%s", "status": "INVALID_ARGUMENT"}}""".formatted(message);
        }

        private static String answer(String text, String more) {
            return "{\"candidates\":[{\"content\":{\"parts\":[%s],\"role\":\"model\"}%s,\"index\":0}],\"usageMetadata\":{\"promptTokenCount\":3,\"candidatesTokenCount\":4,\"thoughtsTokenCount\":1,\"totalTokenCount\":8},\"modelVersion\":\"sums-2026-11-20\",\"responseId\":\"r1\"}"
                    .formatted(text, more);
        }

        @Override
        public String whole(String question) {
            return answer(
                    "{\"text\":\"Hm, 7.\",\"thought\":true},{\"text\":\"It is %s\"}".formatted(sum(question)),
                    ",\"finishReason\":\"STOP\"");
        }

        @Override
        public List<String> events(String question) {
            return List.of(
                    data(answer("{\"text\":\"Größe: \"}", "")).replace("\n", "\r\n"),
                    data(answer("{\"text\":\"%s\"}".formatted(sum(question)), ",\"finishReason\":\"STOP\""))
                            .replace("\n", "\r\n"));
        }
    }
}
