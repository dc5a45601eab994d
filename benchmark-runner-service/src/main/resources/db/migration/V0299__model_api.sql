-- Which API an endpoint speaks, and what its requests need beside a key. Null: what fits the provider, and nothing.
alter table model
    add column api text check (api in
        ('CHAT_COMPLETIONS', 'RESPONSES', 'COMPLETIONS', 'ANTHROPIC_MESSAGES', 'GOOGLE_GENERATE_CONTENT')),
    add column request text check (request is json object);

-- Until now all were asked for chat completions, at whatever address they have.
update model set api = 'CHAT_COMPLETIONS'
where base_url is not null and (provider in ('ANTHROPIC', 'GOOGLE') or model_type = 'COMPLETION');
