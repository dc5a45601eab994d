package io.llmlab.runner.delegate;

import io.llmlab.platform.security.WebhookSignature;
import io.llmlab.runner.execute.RunFailure;
import io.llmlab.runner.execute.Secrets;
import jakarta.enterprise.context.ApplicationScoped;

/// What requests to outside runners are signed with, from the environment.
@ApplicationScoped
class SigningSecrets {

    private final Secrets secrets;

    SigningSecrets(Secrets secrets) {
        this.secrets = secrets;
    }

    /// @throws RunFailure if there is none, or it has not the form of the standard, saying what to do
    String of(Delegation delegation) {
        var owner = "secret_ref of executor " + delegation.executorName();
        var secret = secrets.requireFor(owner, delegation.secretRef());
        if (!WebhookSignature.isSecret(secret)) {
            throw new RunFailure("The secret in %s (%s) must be %s"
                    .formatted(delegation.secretRef(), owner, WebhookSignature.SECRET_FORM));
        }
        return secret;
    }
}
