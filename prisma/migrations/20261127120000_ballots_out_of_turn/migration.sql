-- A ballot that may reach us behind what the same account said later (delivered again after a crash, read back from a channel, or from a
-- platform that promises no order): what was said last counts, not what arrived last. Only these pay for the look at earlier ballots.
--
-- Slack and GitHub tell their messages' time to the second. Within that second nobody knows what was said last, and what arrives last counts.
--
-- The locks are those of cast_ballot, in the same order: whoever casts for this person at the same moment goes before or after, never between.
create function cast_ballot_out_of_turn(
  p_vote uuid, p_account uuid, p_choice jsonb, p_cast_at timestamptz, out kind text, out receipt text, out previous jsonb
) language plpgsql security definer set search_path = public, pg_temp set enable_seqscan = off as $$
begin
  perform pg_advisory_xact_lock_shared(vote_barrier(p_vote));
  perform from account join elector on elector.vote_id = p_vote and elector.person_id = account.person_id
    where account.id = p_account for no key update of elector;
  if exists (select from ballot where ballot.vote_id = p_vote and ballot.account_id = p_account
      and case when p_cast_at = date_trunc('second', p_cast_at) then date_trunc('second', ballot.cast_at) else ballot.cast_at end > p_cast_at) then
    kind := 'said-later';
    return;
  end if;
  select counted.kind, counted.receipt, counted.previous into kind, receipt, previous
    from cast_ballot(p_vote, p_account, p_choice, p_cast_at) as counted;
end
$$;

grant select (cast_at) on ballot to coop_ballot_box;
grant create on schema public to coop_ballot_box;
alter function cast_ballot_out_of_turn(uuid, uuid, jsonb, timestamptz) owner to coop_ballot_box;
revoke create on schema public from coop_ballot_box;
grant execute on function cast_ballot_out_of_turn(uuid, uuid, jsonb, timestamptz) to coop_app;
