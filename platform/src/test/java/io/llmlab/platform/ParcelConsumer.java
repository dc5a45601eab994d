package io.llmlab.platform;

import io.llmlab.platform.deadletter.Intake;
import io.llmlab.platform.inbox.Inbox;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.function.Function;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

@ApplicationScoped
class ParcelConsumer implements Intake {

    private final Inbox inbox;

    ParcelConsumer(Inbox inbox) {
        this.inbox = inbox;
    }

    @Incoming("parcels")
    Uni<Void> consume(Message<String> message) {
        return inbox.once(message, ParcelResource.Parcel.class, ParcelConsumer::store);
    }

    @Override
    public Map<String, Function<Message<String>, Uni<Void>>> takers() {
        return Map.of("llmlab.parcel.v1", this::consume);
    }

    private static Uni<Void> store(ParcelResource.Parcel parcel) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery("insert into effect (text) values (:text)")
                        .setParameter("text", parcel.text())
                        .executeUpdate())
                .replaceWithVoid();
    }
}
