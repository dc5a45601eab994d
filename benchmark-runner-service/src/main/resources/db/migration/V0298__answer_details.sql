-- What an endpoint said beside an answer, and which of several answers to one item it is.
alter table sample
    -- From 0 where a run asks each item several times; null where it asks once.
    add column epoch                  int check (epoch >= 0),
    add column refused                boolean,
    add column finish_reason          text,
    add column model_resolved         text,
    add column system_fingerprint     text,
    add column time_to_first_token_ms double precision,
    add column tokens_per_second      double precision;
