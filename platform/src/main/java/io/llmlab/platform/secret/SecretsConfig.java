package io.llmlab.platform.secret;

import io.smallrye.config.ConfigMapping;
import java.util.List;
import java.util.Optional;

/// What secrets are sealed with.
@ConfigMapping(prefix = "llmlab.secrets")
public interface SecretsConfig {

    /// `LLMLAB_SECRETS_KEYS`: keys of 32 bytes in base64 (`openssl rand -base64 32`), separated by commas.
    /// The first seals; all open, so that a new one is put in front of the old one, which goes when nothing
    /// is sealed with it any more.
    Optional<List<String>> keys();
}
