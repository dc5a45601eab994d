package io.llmlab.gateway.proxy;

import io.llmlab.gateway.auth.Access;
import io.llmlab.gateway.proxy.Route.Kind;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// What can be done at one path: a row of the table. No method comes in without saying what it needs.
record Operations(String template, Owner owner, Kind kind, List<Route> operations) {

    Operations bulk() {
        return new Operations(template, owner, Kind.BULK, operations);
    }

    Operations shared() {
        return new Operations(template, owner, Kind.SHARED, operations);
    }

    Operations page() {
        return new Operations(template, owner, Kind.PAGE, operations);
    }

    Operations stream() {
        return new Operations(template, owner, Kind.STREAM, operations);
    }

    Operations file() {
        return new Operations(template, owner, Kind.FILE, operations);
    }

    Operations open(String... methods) {
        return with(Access.PUBLIC, methods);
    }

    Operations proven(String... methods) {
        return with(Access.OWN_PROOF, methods);
    }

    Operations read(String... methods) {
        return with(Access.READ, methods);
    }

    Operations ingest(String... methods) {
        return with(Access.INGEST, methods);
    }

    Operations operate(String... methods) {
        return with(Access.OPERATE, methods);
    }

    Operations admin(String... methods) {
        return with(Access.ADMIN, methods);
    }

    Stream<Route> routes() {
        return operations.stream();
    }

    private Operations with(Access access, String... methods) {
        var more = Arrays.stream(methods).map(method -> new Route(method, template, owner, kind, access));
        return new Operations(
                template, owner, kind, Stream.concat(operations.stream(), more).toList());
    }
}
