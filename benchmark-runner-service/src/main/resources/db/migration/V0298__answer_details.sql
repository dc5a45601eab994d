-- What an endpoint said beside an answer, and which of several answers to one item it is.
alter table sample
    -- No check, which would read all samples there are while nobody could write any. From 0 where a run asks each item several times; null where it asks once.
    add column epoch                  int,
    add column refused                boolean,
    add column finish_reason          text,
    add column model_resolved         text,
    add column system_fingerprint     text,
    add column time_to_first_token_ms double precision,
    add column tokens_per_second      double precision;
