package io.llmlab.gateway.auth;

/// What a key may do. `operate` includes `read` and `ingest`; `admin` includes all.
public enum Scope {
    READ,
    INGEST,
    OPERATE,
    ADMIN;

    boolean covers(Access access) {
        return switch (access) {
            case PUBLIC, OWN_PROOF -> true;
            case READ -> this != INGEST;
            case INGEST -> this != READ;
            case OPERATE -> this == OPERATE || this == ADMIN;
            case ADMIN -> this == ADMIN;
        };
    }
}
