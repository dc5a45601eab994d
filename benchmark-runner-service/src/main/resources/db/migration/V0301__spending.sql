-- What the answers of a day (UTC) have cost, by model. Answers of unknown cost are not in it.
create table spending (
    day      date             not null,
    model_id bigint           not null,
    usd      double precision not null check (usd >= 0),
    primary key (day, model_id)
);
