-- Which API an endpoint speaks, and what its requests need beside a key. Null: what fits the provider, and nothing.
alter table model
    add column api text check (api in
        ('CHAT_COMPLETIONS', 'RESPONSES', 'COMPLETIONS', 'ANTHROPIC_MESSAGES', 'GOOGLE_GENERATE_CONTENT')),
    add column request text check (request is json object);
