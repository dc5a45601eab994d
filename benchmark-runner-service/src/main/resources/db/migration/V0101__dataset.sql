-- Each row of dataset is one version of a data set: the same content under the same name is one row.

create table dataset (
    id            bigint generated always as identity primary key,
    name          text        not null check (length(name) between 1 and 255),
    sha256        text        not null check (length(sha256) = 64),
    item_count    int         not null check (item_count > 0),
    format        text        not null,
    created_at    timestamptz not null default now(),
    -- When the content was last uploaded: the newest is the one a run takes, so an upload of old content brings it back.
    uploaded_at   timestamptz not null default now(),
    -- Set while the data set is deleted; its items stay, because runs refer to them.
    deleted_at    timestamptz,
    unique (name, sha256)
);
create index dataset_latest on dataset (name, uploaded_at desc, id desc) where deleted_at is null;

create table dataset_item (
    dataset_id    bigint      not null references dataset (id),
    -- 0 for the first.
    position      int         not null,
    item_id       text        not null,
    content       jsonb       not null,
    primary key (dataset_id, position)
);
