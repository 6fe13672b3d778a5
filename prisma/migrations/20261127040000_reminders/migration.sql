-- How many of the reminders of a vote have been due so far, and who wants none.
alter table vote add column reminded integer not null default 0;
grant update (reminded) on vote to coop_app;
alter table person add column reminders boolean not null default true;

-- Whoever wanted to be left alone as one of two persons wants it as one. A later merge does not ask again about earlier ones.
create function keep_reminders_off() returns trigger language plpgsql as $$
begin
  update person set reminders = false where id = new.merged_into;
  return null;
end
$$;
create trigger keep_reminders_off after update of merged_into on person for each row
  when (old.merged_into is null and new.merged_into is not null and not new.reminders) execute function keep_reminders_off();
