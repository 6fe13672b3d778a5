-- What every ballot runs is planned once per connection and kept, while the tables behind it are still empty after an
-- installation: reading all of a table looks cheapest then, and 20,000 ballots later it is not (a third of the throughput,
-- until the next ANALYZE). They look up single rows through keys, so the index is right whatever the size.
alter function receive_event(text, text, text, text, text, text) set enable_seqscan = off;
alter function cast_ballot(uuid, uuid, jsonb, timestamptz) set enable_seqscan = off;
