package io.llmlab.runner.execute;

import io.llmlab.runner.execute.FakeProvider.Fixed;
import java.util.List;
import java.util.Map;

/// Errors, limits and refusals as the references of the five APIs have them, September 2026.
final class FakeTroubles {

    private FakeTroubles() {}

    /// Comes with how long to wait, one second: by header, or in Google's body.
    static Fixed limited(ProviderKind kind) {
        return switch (kind) {
            case CHAT, RESPONSES, COMPLETIONS -> new Fixed(429, """
                    {"error": {"message": "Rate limit reached for sums on requests per min (RPM): Limit 3, Used 3",
                        "type": "requests", "param": null, "code": "rate_limit_exceeded"}}""", Map.of("Retry-After", "1"));
            case ANTHROPIC -> new Fixed(429, """
                    {"type": "error", "error": {"type": "rate_limit_error", "message": "Number of requests has exceeded \
                    your per-minute rate limit"}, "request_id": "req_1"}""", Map.of("retry-after", "1"));
            case GOOGLE -> new Fixed(429, """
                    {"error": {"code": 429, "message": "You exceeded your current quota", "status": "RESOURCE_EXHAUSTED",
                        "details": [{"@type": "type.googleapis.com/google.rpc.QuotaFailure", "violations": []},
                            {"@type": "type.googleapis.com/google.rpc.RetryInfo", "retryDelay": "1s"}]}}""", Map.of());
        };
    }

    static Fixed overloaded(ProviderKind kind) {
        return switch (kind) {
            case CHAT, RESPONSES, COMPLETIONS -> new Fixed(503, """
                    {"error": {"message": "The engine is currently overloaded, please try again later",
                        "type": "server_error", "param": null, "code": null}}""", Map.of());
            case ANTHROPIC -> new Fixed(529, """
                    {"type": "error", "error": {"type": "overloaded_error", "message": "Overloaded"}}""", Map.of());
            case GOOGLE -> new Fixed(503, """
                    {"error": {"code": 503, "message": "The model is overloaded. Please try again later.",
                        "status": "UNAVAILABLE"}}""", Map.of());
        };
    }

    static Fixed denied(ProviderKind kind) {
        return switch (kind) {
            case CHAT, RESPONSES, COMPLETIONS -> new Fixed(401, """
                    {"error": {"message": "Incorrect API key provided", "type": "invalid_request_error", "param": null,
                        "code": "invalid_api_key"}}""", Map.of());
            case ANTHROPIC -> new Fixed(401, """
                    {"type": "error", "error": {"type": "authentication_error", "message": "invalid x-api-key"}}""", Map.of());
            case GOOGLE -> new Fixed(403, """
                    {"error": {"code": 403, "message": "Your API key was reported as leaked",
                        "status": "PERMISSION_DENIED"}}""", Map.of());
        };
    }

    /// A stream whose first event is the answer's, and whose second one is an error.
    static Fixed givesUpInTheMiddle(ProviderKind kind) {
        var begun = kind.answers().events("1 plus itself?").getFirst();
        var error = switch (kind) {
            case CHAT, COMPLETIONS ->
                FakeApis.data("{\"error\":{\"message\":\"The server had an error while processing your request\","
                        + "\"type\":\"server_error\",\"param\":null,\"code\":null}}");
            case RESPONSES ->
                FakeApis.event(
                        "error",
                        "{\"type\":\"error\",\"code\":\"server_error\",\"message\":\"The server had an error\","
                                + "\"param\":null,\"sequence_number\":1}");
            case ANTHROPIC ->
                FakeApis.event(
                        "error",
                        "{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}}");
            case GOOGLE ->
                FakeApis.data("{\"error\":{\"code\":503,\"message\":\"The model is overloaded.\","
                        + "\"status\":\"UNAVAILABLE\"}}");
        };
        return new Fixed(200, begun + error, Map.of("Content-Type", "text/event-stream"));
    }

    /// A stream that ends after its first event.
    static Fixed breaksOff(ProviderKind kind) {
        var begun = kind.answers().events("1 plus itself?").getFirst();
        return new Fixed(200, begun, Map.of("Content-Type", "text/event-stream"));
    }

    /// The ways to say that the model would not answer.
    static List<Fixed> refusals(ProviderKind kind) {
        return switch (kind) {
            case CHAT -> List.of(ok("""
                    {"model": "sums", "choices": [{"index": 0, "message": {"role": "assistant", "content": null,
                        "refusal": "I'm sorry, I can't assist with that."}, "finish_reason": "stop"}]}"""), ok("""
                    {"model": "sums", "choices": [{"index": 0, "message": {"role": "assistant", "content": ""},
                        "finish_reason": "content_filter"}]}"""));
            case RESPONSES -> List.of(ok("""
                    {"object": "response", "status": "completed", "model": "sums", "output": [{"type": "message",
                        "role": "assistant", "content": [{"type": "refusal", "refusal": "I can't help with that."}]}]}"""), ok("""
                    {"object": "response", "status": "incomplete", "incomplete_details": {"reason": "content_filter"},
                        "model": "sums", "output": []}"""));
            case COMPLETIONS -> List.of(ok("""
                    {"object": "text_completion", "model": "sums",
                        "choices": [{"text": "", "index": 0, "logprobs": null, "finish_reason": "content_filter"}]}"""));
            case ANTHROPIC -> List.of(ok("""
                    {"type": "message", "role": "assistant", "model": "sums", "content": [], "stop_reason": "refusal",
                        "usage": {"input_tokens": 3, "output_tokens": 1}}"""));
            case GOOGLE -> List.of(ok("""
                    {"promptFeedback": {"blockReason": "PROHIBITED_CONTENT"}, "usageMetadata": {"promptTokenCount": 3},
                        "modelVersion": "sums"}"""), ok("""
                    {"candidates": [{"finishReason": "SAFETY", "index": 0}], "modelVersion": "sums"}"""), ok("""
                    {"candidates": [{"content": {"role": "model"}, "finishReason": "RECITATION", "index": 0}]}"""));
        };
    }

    /// An answer that ended at the limit of its tokens.
    static Fixed cutOff(ProviderKind kind) {
        return switch (kind) {
            case CHAT -> ok("""
                    {"model": "sums", "choices": [{"index": 0, "message": {"role": "assistant", "content": "It is"},
                        "finish_reason": "length"}]}""");
            case RESPONSES -> ok("""
                    {"object": "response", "status": "incomplete", "incomplete_details": {"reason": "max_output_tokens"},
                        "model": "sums", "output": [{"type": "message", "role": "assistant",
                            "content": [{"type": "output_text", "text": "It is"}]}]}""");
            case COMPLETIONS -> ok("""
                    {"model": "sums", "choices": [{"text": "It is", "index": 0, "finish_reason": "length"}]}""");
            case ANTHROPIC -> ok("""
                    {"type": "message", "model": "sums", "content": [{"type": "text", "text": "It is"}],
                        "stop_reason": "max_tokens"}""");
            case GOOGLE -> ok("""
                    {"candidates": [{"content": {"parts": [{"text": "It is"}], "role": "model"},
                        "finishReason": "MAX_TOKENS"}]}""");
        };
    }

    private static Fixed ok(String body) {
        return new Fixed(200, body, Map.of());
    }
}
