-- Units in large trees: children found by the unit right above, names found by any part of them, changes planned ahead.

-- Row-level security binds the owner too: what is filled in below concerns every institution.
select set_config('app.institutions', coalesce((select array_agg(id)::text from institution), '{}'), true);

-- The unit right above, also where that is another institution's: under row-level security PostgreSQL uses an index for
-- what it knows to tell nothing, and that is the equality of ids, not the overlap of paths.
alter table unit add column above_id uuid generated always as (path[cardinality(path) - 1]) stored;
create index unit_above on unit (above_id, code);
create index unit_id on unit (id);
create index unit_stage_from on unit_stage (institution_id, from_on);
-- Units that have moved or changed their name are few.
create index unit_stage_ended on unit_stage (until_on) where until_on is not null;

-- A merger or a split that begins later, in the words of its request; the daily job performs it and then deletes it.
create table unit_plan (
  institution_id uuid not null,
  id uuid not null,
  unit_id uuid not null,
  kind text not null check (kind in ('merge', 'split')),
  on_day date not null,
  request jsonb not null,
  planned_at timestamptz not null default now(),
  planned_by text not null,
  -- Why the day came and it could not be performed: the code of the failure.
  failed text,
  primary key (institution_id, id),
  foreign key (institution_id, unit_id) references unit (institution_id, id) on delete cascade
);
create index unit_plan_unit on unit_plan (institution_id, unit_id);

-- Every character and every pair of neighbouring characters of a line: Chinese is searched by two characters, too short for trigrams.
create function bigrams(line text) returns text[] language sql immutable strict parallel safe as
  $$ select coalesce(array_agg(distinct substr(line, at, size)), '{}') from generate_series(1, char_length(line)) as at, (values (1), (2)) as sizes (size) $$;

-- What a unit is found by: name, code, pinyin, initials, former names, each on a line of its own, in small letters.
create table unit_key (
  institution_id uuid not null,
  unit_id uuid not null,
  line text not null,
  primary key (institution_id, unit_id),
  foreign key (institution_id, unit_id) references unit (institution_id, id) on delete cascade
);
-- Without a list of pending entries: every search would have to read it.
create index unit_key_bigrams on unit_key using gin (bigrams(line)) with (fastupdate = off);
-- The start-up job adds the pinyin.
insert into unit_key (institution_id, unit_id, line) select institution_id, id, lower(name) || chr(10) || lower(code) from unit;

do $$
declare t text;
begin
  foreach t in array array['unit_plan', 'unit_key']
  loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy by_institution on %I using (institution_id = any (current_setting(''app.institutions'')::uuid[]))', t);
    execute format('grant select, insert, update, delete on %I to linghang_app', t);
  end loop;
end $$;

-- The condition of a search stands in the policy, where it may use the index; without a search it lets everything pass.
create policy by_search on unit_key as restrictive for select
  using (bigrams(line) @> coalesce(nullif(current_setting('app.search', true), ''), '{}')::text[]);

-- The scope is read once for a query and not once for a row.
alter policy by_institution on unit using (institution_id = any ((select current_setting('app.institutions')::uuid[])::uuid[]));
alter policy by_institution on unit_stage using (institution_id = any ((select current_setting('app.institutions')::uuid[])::uuid[]));

create or replace function refresh_statistics() returns void language plpgsql security definer set search_path = public
  as $$ begin analyze unit, unit_stage, unit_key, person, affiliation, post, coverage, term, duty, duty_fulfilment, meeting, meeting_roll; end $$;
