-- The key of the advisory lock of a model with a data set: those who decide whether the two were run a short while ago
-- hold it alone, those who start a run of them share it.
create function pair_lock(model bigint, dataset text) returns bigint language sql stable as $$
    select hashtextextended('cooldown of ' || model || ' on ' || dataset || ' in ' || current_schema(), 0)
$$;
