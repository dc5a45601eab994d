package io.llmlab.gateway.auth;

import io.llmlab.gateway.auth.AccessConfig.Mode;
import io.llmlab.platform.trust.Loopback;
import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Whether keys are asked for here. A gateway that others reach is closed unless somebody said by name that it is
/// open; so is one with an admin key, since a proxy on the same machine may stand before it.
@ApplicationScoped
class Doors {

    private final Mode mode;
    private final boolean local;
    private final AdminKey admin;

    Doors(AccessConfig config, AdminKey admin, @ConfigProperty(name = "quarkus.http.host") String address) {
        this.local = Loopback.isLoopback(address);
        this.mode = config.mode().orElse(local && !admin.isSet() ? Mode.OPEN : Mode.KEYS);
        this.admin = admin;
    }

    void tell(@Observes StartupEvent event) {
        if (mode == Mode.OPEN && !local) {
            Log.warn("API_ACCESS is open: whoever reaches this address may do everything, without a key");
        }
        if (mode == Mode.KEYS && !admin.isSet()) {
            Log.warn("Keys are asked for and API_ADMIN_KEY is not set: only keys that were made before are accepted");
        }
    }

    boolean asksForKeys() {
        return mode == Mode.KEYS;
    }

    /// Who is on this machine may ask as often as it likes, unless keys are asked for.
    boolean counts() {
        return !local || mode == Mode.KEYS;
    }
}
