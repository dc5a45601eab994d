package io.llmlab.platform.deadletter;

/// The statements of [LetterStore].
final class LetterStatements {

    /// One that comes again is the one that lies there, or was let go and cannot be processed again.
    static final String KEEP = """
            insert into dead_letter (topic, partition, record_offset, key, source, event_id, type, payload, reason)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            on conflict (topic, partition, record_offset, source, event_id) do update
                set key = excluded.key, type = excluded.type, payload = excluded.payload, reason = excluded.reason,
                    state = 'WAITING', settled_at = null, settled_by = null,
                    at = case when dead_letter.state = 'WAITING' then dead_letter.at else excluded.at end""";

    static final String PAGE = """
            select id, at, topic, partition, record_offset, key, source, event_id, type, reason, state, attempts,
                   settled_at, settled_by, length(payload) as payload_bytes,
                   substring(payload from 1 for 4000) as payload
            from dead_letter %s order by at desc, id desc limit %d""";

    static final String COUNT = "select count(*) from dead_letter %s";

    static final String EVENT = """
            select topic, partition, record_offset, key, source, event_id, type, payload from dead_letter
            where id = $1""";

    static final String SETTLE = """
            update dead_letter set state = $2, settled_at = now(), settled_by = $3
            where id = $1 and state = 'WAITING'""";

    static final String FAILED = """
            update dead_letter set attempts = attempts + 1, reason = $2 where id = $1 and state = 'WAITING'""";

    private LetterStatements() {}
}
