package io.llmlab.runner.delegate;

import static java.util.Objects.requireNonNull;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// An outside runner that runs may choose by its name.
@Entity
@Table(name = "executor")
class Registration {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private @Nullable Long id;

    @Column(updatable = false)
    private String name;

    @Enumerated(EnumType.STRING)
    private RegistrationType type;

    private String url;
    private String secretRef;
    private int heartbeatSeconds;
    private int requestTimeoutSeconds;
    private Instant createdAt;
    private Instant updatedAt;

    protected Registration() {} // for Hibernate

    static Registration described(RegistrationRequest request, Instant at) {
        var registration = new Registration();
        registration.name = request.name();
        registration.createdAt = at;
        registration.become(request, at);
        return registration;
    }

    void become(RegistrationRequest request, Instant at) {
        type = request.typeOrDefault();
        url = request.url();
        secretRef = request.secretRef();
        heartbeatSeconds = request.heartbeatOrDefault();
        requestTimeoutSeconds = request.timeoutOrDefault();
        updatedAt = at;
    }

    /// What a caller would say to make it as it is.
    RegistrationRequest asRequest() {
        return new RegistrationRequest(name, type, url, secretRef, heartbeatSeconds, requestTimeoutSeconds);
    }

    RegistrationView view() {
        return new RegistrationView(
                name, type, url, secretRef, heartbeatSeconds, requestTimeoutSeconds, createdAt, updatedAt);
    }

    long id() {
        return requireNonNull(id, "registration is not stored yet");
    }

    String name() {
        return name;
    }
}
