-- Lists are by id, the newest first, of one status or of one model: the few that are open lie among years of others.
create index alert_of_status on alert (status, id);
create index alert_of_model on alert (model_id, id);
