package io.llmlab.gateway.live;

/// One thing that open dashboards are told.
///
/// @param id grows with each event; what a client repeats in `Last-Event-ID`
/// @param type `run`, `regression`, `alert` or `model`; `reset` where events were missed
/// @param data JSON
record LiveEvent(long id, String type, String data) {

    static final String RESET = "reset";
}
