-- Models under test. Enums are stored as Java names them; JSON stands in text columns that take nothing else.

create table model (
    id                    bigint generated always as identity primary key,
    name                  text        not null unique check (length(name) between 1 and 255),
    version               text,
    provider              text        not null
        check (provider in ('OPENAI', 'ANTHROPIC', 'GOOGLE', 'LOCAL', 'CUSTOM')),
    cost_per_input_token  numeric     check (cost_per_input_token >= 0),
    cost_per_output_token numeric     check (cost_per_output_token >= 0),
    max_tokens            int         check (max_tokens > 0),
    context_length        int         check (context_length > 0),
    model_type            text        not null check (model_type in ('CHAT', 'COMPLETION', 'EMBEDDING')),
    capabilities          text        check (capabilities is json),
    active                boolean     not null,
    base_url              text,
    remote_name           text,
    api_key_ref           text,
    labels                text        not null check (labels is json object),
    created_at            timestamptz not null default now(),
    updated_at            timestamptz not null default now()
);
create index model_active on model (id desc) where active;
create index model_provider on model (provider, id desc);
