package io.llmlab.platform.outgoing;

/// What an address is that is not one of the internet's.
enum AddressKind {
    LOOPBACK("a loopback address"),
    PRIVATE("a private address"),
    SHARED("a carrier's shared address"),
    LINK_LOCAL("a link-local address"),
    METADATA("the address of a cloud's metadata"),
    MULTICAST("a multicast address"),
    UNSPECIFIED("no address of a host"),
    RESERVED("a reserved address");

    private final String text;

    AddressKind(String text) {
        this.text = text;
    }

    /// For a sentence.
    String text() {
        return text;
    }
}
