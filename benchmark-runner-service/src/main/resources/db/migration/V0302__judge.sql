-- What a model that judged said of an answer, and whether the answer was kept of an earlier run.
alter table sample
    add column judge_reply              text,
    add column judge_model_resolved     text,
    add column judge_system_fingerprint text,
    add column judge_input_tokens       bigint,
    add column judge_output_tokens      bigint,
    add column judge_cost               double precision,
    -- From 0 to 1: a person's verdict on the item's labelled answer, and the judge's on the same one.
    add column judge_label              double precision,
    add column judge_label_score        double precision,
    add column cached                   boolean;
