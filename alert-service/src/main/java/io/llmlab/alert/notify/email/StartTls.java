package io.llmlab.alert.notify.email;

/// Whether a connection is encrypted before anything else is said.
enum StartTls {
    /// A server that does not offer it gets no letter.
    REQUIRED,

    /// Where the server offers it. Who stands in between can take the offer away.
    OPTIONAL,
    DISABLED
}
