package io.llmlab.alert.notify.email;

/// An image that stands in an e-mail, not beside it.
///
/// @param png as it goes out
record Picture(byte[] png) {

    /// How the HTML of the same e-mail names it, `cid:chart` (RFC 2392).
    static final String ID = "chart";

    static final String REFERENCE = "cid:" + ID;
}
