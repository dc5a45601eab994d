-- One service's role and schema, as deploy/local's SuiteDatabase makes them; psql gives service and password.
select set_config('llmlab.service', :'service', false), set_config('llmlab.password', :'password', false);

do $$
declare
  service text := current_setting('llmlab.service');
  role text := 'llmlab_' || service;
begin
  if not exists (select from pg_roles where rolname = role) then
    execute format('create role %I login', role);
    -- Else an owner who is no superuser cannot make a schema for it.
    execute format('grant %I to current_user', role);
  end if;
  execute format('alter role %I password %L', role, current_setting('llmlab.password'));
  execute format('create schema if not exists %I authorization %I', service, role);
  execute format('alter role %I set search_path = %I', role, service);
  execute format('revoke all on schema public from %I', role);
end
$$;
