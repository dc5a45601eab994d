-- Whether a model is known to be unavailable, asked with each piece of news about it.
create index alert_unavailable on alert (model_id) where alert_type = 'MODEL_UNAVAILABLE' and status <> 'RESOLVED';
