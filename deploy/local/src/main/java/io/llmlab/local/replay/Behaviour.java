package io.llmlab.local.replay;

/// How a model of the replay behaves.
///
/// @param answersAs the recorded system whose answers are given
/// @param latencyMs how long an answer takes
/// @param errorRate share of requests answered with 500, 0..1
/// @param rateLimit requests a second, above which 429 is answered; 0 = no limit
/// @param tokenFactor reported tokens per token estimated from the text's length (four characters a token)
/// @param fault how the endpoint is broken
public record Behaviour(
        String answersAs, Latency latencyMs, double errorRate, double rateLimit, double tokenFactor, Fault fault) {

    public Behaviour {
        if (!(errorRate >= 0 && errorRate <= 1)) {
            throw new IllegalArgumentException("error_rate is a share from 0 to 1");
        }
        if (!(rateLimit >= 0)) {
            throw new IllegalArgumentException("rate_limit is requests a second, 0 = no limit");
        }
        if (!(tokenFactor > 0)) {
            throw new IllegalArgumentException("token_factor is over 0");
        }
    }

    /// Answers at once and never fails.
    public static Behaviour perfect(String system) {
        return new Behaviour(system, Latency.fixed(0), 0, 0, 1, Fault.NONE);
    }

    public Behaviour answeringAs(String system) {
        return new Behaviour(system, latencyMs, errorRate, rateLimit, tokenFactor, fault);
    }

    public Behaviour taking(Latency latency) {
        return new Behaviour(answersAs, latency, errorRate, rateLimit, tokenFactor, fault);
    }

    /// @param share of requests answered with 500, 0..1
    public Behaviour failing(double share) {
        return new Behaviour(answersAs, latencyMs, share, rateLimit, tokenFactor, fault);
    }

    /// @param requestsPerSecond above which 429 is answered; 0 = no limit
    public Behaviour limitedTo(double requestsPerSecond) {
        return new Behaviour(answersAs, latencyMs, errorRate, requestsPerSecond, tokenFactor, fault);
    }

    public Behaviour brokenBy(Fault how) {
        return new Behaviour(answersAs, latencyMs, errorRate, rateLimit, tokenFactor, how);
    }
}
