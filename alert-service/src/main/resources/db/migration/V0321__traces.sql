-- The span that a message comes of, where traces are on (W3C Trace Context): what is sent of it goes on with its trace.
alter table delivery add column traceparent text;
