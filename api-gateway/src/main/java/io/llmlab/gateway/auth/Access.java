package io.llmlab.gateway.auth;

/// What a request has to show before it is answered.
public enum Access {

    /// Nothing: it tells nothing of what the suite holds.
    PUBLIC,

    /// A secret of its own, which its owner checks: a callback token, a signed link.
    OWN_PROOF,

    /// A key that may read.
    READ,

    /// A key that may bring results.
    INGEST,

    /// A key that may change what is measured and how.
    OPERATE,

    /// A key that may everything.
    ADMIN
}
