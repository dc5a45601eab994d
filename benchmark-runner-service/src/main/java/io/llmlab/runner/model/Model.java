package io.llmlab.runner.model;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A model under test. It is never deleted: a deactivated one keeps its history and its name.
@Entity
public class Model {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private @Nullable Long id;

    private String name;
    private @Nullable String version;

    @Enumerated(EnumType.STRING)
    private Provider provider;

    private @Nullable BigDecimal costPerInputToken;
    private @Nullable BigDecimal costPerOutputToken;
    private @Nullable Integer maxTokens;
    private @Nullable Integer contextLength;

    @Enumerated(EnumType.STRING)
    private ModelType modelType;

    @Convert(converter = JsonTreeColumn.class)
    private @Nullable JsonNode capabilities;

    private boolean active;
    private @Nullable String baseUrl;
    private @Nullable String remoteName;
    private @Nullable String apiKeyRef;

    @Enumerated(EnumType.STRING)
    private @Nullable Api api;

    @Convert(converter = RequestSettingsColumn.class)
    private @Nullable RequestSettings request;

    @Convert(converter = LabelsColumn.class)
    private Map<String, String> labels;

    private Instant createdAt;
    private Instant updatedAt;

    protected Model() {} // for Hibernate

    static Model described(ModelRequest request, Instant at) {
        var model = new Model();
        model.createdAt = at;
        model.become(request, at);
        return model;
    }

    final void become(ModelRequest request, Instant at) {
        name = request.name();
        version = request.version();
        provider = request.provider();
        costPerInputToken = request.costPerInputToken();
        costPerOutputToken = request.costPerOutputToken();
        maxTokens = request.maxTokens();
        contextLength = request.contextLength();
        modelType = request.modelTypeOrDefault();
        capabilities = request.capabilities();
        active = request.activeOrDefault();
        baseUrl = request.baseUrl();
        remoteName = request.remoteName();
        apiKeyRef = request.apiKeyRef();
        api = request.api();
        this.request = request.request();
        labels = request.labelsOrNone();
        updatedAt = at;
    }

    void deactivate(Instant at) {
        active = false;
        updatedAt = at;
    }

    /// What a caller would say to make it as it is.
    ModelRequest asRequest() {
        return new ModelRequest(
                name,
                version,
                provider,
                costPerInputToken,
                costPerOutputToken,
                maxTokens,
                contextLength,
                modelType,
                capabilities,
                active,
                baseUrl,
                remoteName,
                apiKeyRef,
                api,
                request,
                labels);
    }

    public long id() {
        return requireNonNull(id, "model is not stored yet");
    }

    public String name() {
        return name;
    }

    public @Nullable String version() {
        return version;
    }

    public Provider provider() {
        return provider;
    }

    /// USD a token; null where unknown.
    public @Nullable BigDecimal costPerInputToken() {
        return costPerInputToken;
    }

    /// USD a token; null where unknown.
    public @Nullable BigDecimal costPerOutputToken() {
        return costPerOutputToken;
    }

    /// The longest answer the model gives, in tokens.
    public @Nullable Integer maxTokens() {
        return maxTokens;
    }

    public @Nullable Integer contextLength() {
        return contextLength;
    }

    public ModelType modelType() {
        return modelType;
    }

    public @Nullable JsonNode capabilities() {
        return capabilities;
    }

    public boolean isActive() {
        return active;
    }

    /// Where the model answers, up to and without the API's own path; null where nobody said so.
    public @Nullable String baseUrl() {
        return baseUrl;
    }

    /// The name the endpoint knows: the model's own unless it was given another.
    public String remoteName() {
        return remoteName == null ? name : remoteName;
    }

    /// The name of the environment variable that holds the key; null where the endpoint needs none.
    public @Nullable String apiKeyRef() {
        return apiKeyRef;
    }

    /// Null: what fits the provider.
    public @Nullable Api api() {
        return api;
    }

    /// What each request carries beside its body.
    public RequestSettings request() {
        return request == null ? RequestSettings.NONE : request;
    }

    public Map<String, String> labels() {
        return labels;
    }

    public Instant createdAt() {
        return createdAt;
    }

    public Instant updatedAt() {
        return updatedAt;
    }
}
