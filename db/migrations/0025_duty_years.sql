-- What a unit owed of a rhythm in a year, month by month as bits: rates and tables read these and not each duty.

-- Row-level security binds the owner too: what is filled in below concerns every institution.
select set_config('app.institutions', coalesce((select array_agg(id)::text from institution), '{}'), true);

-- Bit 0 is January, bit 11 December: a rhythm falls due at most once in a month, on its last day. Bits are set and
-- cleared in the transaction that issues, fulfils or waives the duty; whoever does so at the same time sets other bits
-- of the same row, and none is lost. Whether an open bit is due, overdue or no longer owed follows from the day.
create table duty_year (
  institution_id uuid not null,
  year int not null,
  unit_id uuid not null,
  rhythm text not null,
  -- Where the unit hung when each of these periods ended; null: not always at the same place, its duties say where.
  path uuid[],
  owed int not null check (owed between 0 and 4095),
  done int not null default 0,
  late int not null default 0,
  waived int not null default 0,
  -- No foreign key: a row is written with its duties only, and they hold the unit.
  primary key (institution_id, year, unit_id, rhythm)
) with (fillfactor = 80);
create index duty_year_moved on duty_year (institution_id, year) where path is null;

alter table duty_year enable row level security;
alter table duty_year force row level security;
create policy by_institution on duty_year using (institution_id = any ((select current_setting('app.institutions')::uuid[])::uuid[]));
grant select, insert, update, delete on duty_year to linghang_app;

insert into duty_year (institution_id, year, unit_id, rhythm, path, owed, done, late, waived)
  select d.institution_id, extract(year from d.due_on)::int, d.unit_id, d.rhythm, case when min(d.path) = max(d.path) then min(d.path) end,
         bit_or(m.bit), coalesce(bit_or(m.bit) filter (where f.happened_on <= d.due_on), 0),
         coalesce(bit_or(m.bit) filter (where f.happened_on > d.due_on), 0), coalesce(bit_or(m.bit) filter (where d.waived_at is not null), 0)
  from duty d
  cross join lateral (select 1 << (extract(month from d.due_on)::int - 1) as bit) m
  left join duty_fulfilment f on f.institution_id = d.institution_id and f.duty_id = d.id
  where d.origin = 'rhythm'
  group by 1, 2, 3, 4;

create or replace function refresh_statistics() returns void language plpgsql security definer set search_path = public
  as $$ begin analyze unit, unit_stage, unit_key, person, affiliation, post, coverage, term, duty, duty_fulfilment, duty_year, meeting, meeting_roll; end $$;
