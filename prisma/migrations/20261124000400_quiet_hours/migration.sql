-- The first moment, from now on, at which somebody may be told something unasked: now, or the end of the quiet hours that it
-- is in. Hours are local wall times "22:00-07:00" and may pass midnight. Whatever cannot be read is never a reason for silence.
create function after_quiet_hours(quiet_hours text, time_zone text, moment timestamptz) returns timestamptz
language plpgsql stable as $$
declare
  here timestamp;
  begins time;
  ends time;
begin
  if quiet_hours is null then
    return moment;
  end if;
  here := moment at time zone coalesce(time_zone, 'UTC');
  begins := split_part(quiet_hours, '-', 1)::time;
  ends := split_part(quiet_hours, '-', 2)::time;
  if begins <= ends and (here::time < begins or here::time >= ends) or begins > ends and here::time >= ends and here::time < begins then
    return moment;
  end if;
  return (here::date + ends + case when here::time >= ends then interval '1 day' else interval '0' end) at time zone coalesce(time_zone, 'UTC');
exception when data_exception then
  return moment;
end $$;
