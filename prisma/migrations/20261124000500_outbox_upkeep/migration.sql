-- Rows of the outbox live for seconds: room for their updates in place, and the dead ones cleared away before they pile up.
alter table outbox set (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 500);
