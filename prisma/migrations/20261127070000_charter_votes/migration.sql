-- Which vote changed a charter: each at most once, whoever publishes it and however often.
alter table charter_version add column vote_id uuid constraint charter_version_vote_id_fkey references vote (id) on update cascade on delete set null;
create unique index charter_version_vote_id_key on charter_version (vote_id);
