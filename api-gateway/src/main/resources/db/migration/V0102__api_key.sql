-- Who may use the gateway. Of a key and of a session only the SHA-256 is kept, in hex.

create table api_key (
    id            bigint      generated always as identity primary key,
    name          text        not null,
    -- How the key begins, so that people tell keys apart.
    prefix        text        not null,
    hash          text        not null unique,
    -- Separated by commas.
    scopes        text        not null,
    created_at    timestamptz not null,
    created_by    text        not null,
    expires_at    timestamptz,
    revoked_at    timestamptz,
    revoked_by    text,
    last_used_at  timestamptz
);
-- A name stands for one who acts.
create unique index api_key_live_name on api_key (name) where revoked_at is null;

create table session (
    hash        text        primary key,
    key_id      bigint      references api_key (id),
    -- Of the deployment's own key, which has no row: another one ends its sessions.
    admin_hash  text,
    expires_at  timestamptz not null,
    check ((key_id is null) <> (admin_hash is null))
);
create index session_expiry on session (expires_at);
