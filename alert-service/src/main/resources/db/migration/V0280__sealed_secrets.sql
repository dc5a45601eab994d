-- By setting, each sealed with a key of the environment and bound to the channel's name and the setting's. What an older
-- version wrote into config in plain is moved here when the service starts.
alter table notification_channel
    add column secrets text not null default '{}' check (secrets is json object);
