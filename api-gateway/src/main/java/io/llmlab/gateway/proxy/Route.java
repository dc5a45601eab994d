package io.llmlab.gateway.proxy;

import io.llmlab.gateway.auth.Access;

/// One operation of the public surface.
///
/// @param method GET, POST, PUT, PATCH or DELETE; a GET is a HEAD as well
/// @param template the path with its parameters in braces, as OpenAPI writes it: `/models/{id}`
/// @param access what a request has to show
public record Route(String method, String template, Owner owner, Kind kind, Access access) {

    /// What is special about it.
    public enum Kind {
        PLAIN,

        /// Those who read it at the same time get one answer ([SharedReads]): it is a list of bounded length, or one
        /// thing, and the same for whoever may read it.
        SHARED,

        /// Its body may be as large as that of an import, and its answer take as long.
        BULK,

        /// Its answer does not end by itself.
        STREAM,

        /// The gateway itself reads its body, which is a file.
        FILE,

        /// A person looks at it, in a browser and without a key: its owner's own words for what cannot be are shown.
        PAGE
    }

    /// The path as the router matches it: `/models/:id`.
    String pattern() {
        return template.replaceAll("\\{(\\w+)}", ":$1");
    }

    /// The path without the names of its parameters, which two documents may choose differently: `/models/{}`.
    public String shape() {
        return template.replaceAll("\\{\\w+}", "{}");
    }
}
