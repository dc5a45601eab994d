package io.llmlab.platform.problem;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/// A failure the caller can act on. Anything else is a bug and stays a 500.
public abstract sealed class DomainException extends RuntimeException {

    private DomainException(String detail) {
        // Expected, frequent and told to the caller: a stack trace would only cost time.
        super(detail, null, false, false);
    }

    /// What the caller reads.
    public String detail() {
        return String.valueOf(getMessage());
    }

    /// 401: the caller has not shown who it is, or with a token that nobody was given.
    public static final class Unauthenticated extends DomainException {
        public Unauthenticated(String detail) {
            super(detail);
        }
    }

    /// 403: the caller is known and may not do this.
    public static final class Forbidden extends DomainException {
        public Forbidden(String detail) {
            super(detail);
        }
    }

    /// 404: nothing has this id or name.
    public static final class NotFound extends DomainException {
        public NotFound(String kind, Object id) {
            super("There is no %s %s".formatted(kind, id));
        }
    }

    /// 409: the state of things does not allow it (name taken, illegal transition).
    public static final class Conflict extends DomainException {
        public Conflict(String detail) {
            super(detail);
        }
    }

    /// 422: a value does not fit; every such value is listed.
    public static final class Invalid extends DomainException {
        private final transient List<FieldError> errors;

        public Invalid(List<FieldError> errors) {
            super(errors.stream().map(FieldError::describe).collect(Collectors.joining("; ")));
            this.errors = List.copyOf(errors);
        }

        /// A single value of the request body.
        public static Invalid inBody(String pointer, String detail) {
            return new Invalid(List.of(FieldError.inBody(pointer, detail)));
        }

        /// A single query, path or header parameter.
        public static Invalid inParameter(String parameter, String detail) {
            return new Invalid(List.of(FieldError.inParameter(parameter, detail)));
        }

        /// The same values, found in a part of the body that stands at the given pointer.
        public Invalid under(String pointer) {
            return new Invalid(errors.stream()
                    .map(error -> new FieldError(
                            error.pointer() == null ? null : pointer + error.pointer(),
                            error.parameter(),
                            error.detail()))
                    .toList());
        }

        public List<FieldError> errors() {
            return errors;
        }
    }

    /// 400: the request cannot be read at all.
    public static final class Malformed extends DomainException {
        public Malformed(String detail) {
            super(detail);
        }
    }

    /// 413: more than is taken at once.
    public static final class TooLarge extends DomainException {
        public TooLarge(String detail) {
            super(detail);
        }
    }

    /// 415: a media type or file format that is not understood.
    public static final class Unsupported extends DomainException {
        public Unsupported(String detail) {
            super(detail);
        }
    }

    /// 503: something needed is away; worth another try after the given time.
    public static final class Unavailable extends DomainException {
        private final Duration retryAfter;

        public Unavailable(String detail, Duration retryAfter) {
            super(detail);
            this.retryAfter = retryAfter;
        }

        public Duration retryAfter() {
            return retryAfter;
        }
    }
}
