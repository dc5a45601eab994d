-- A finding that joins no group begins one, of its own id: so that it is stored at once, and not changed right after.
create function finding_begins_group() returns trigger language plpgsql as $$
begin
    new.group_id := coalesce(new.group_id, new.id);
    return new;
end
$$;
create trigger finding_begins_group before insert on finding for each row execute function finding_begins_group();
