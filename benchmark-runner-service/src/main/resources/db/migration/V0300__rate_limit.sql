-- When the next request to a provider, or the next token of one, is free; shared by all runs of all instances.
create table rate_limit (
    name    text        primary key,
    free_at timestamptz not null
);
