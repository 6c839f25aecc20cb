-- Findings set aside with a written reason, and what an institution settles where the text names no number.

create table finding_override (
  institution_id uuid not null,
  id uuid not null,
  rule text not null,
  unit_id uuid not null,
  person_id uuid,
  reason text not null check (char_length(reason) between 10 and 500),
  until_on date not null,
  -- What was judged when it was set aside: when it gets worse, the finding returns.
  facts jsonb not null,
  set_on date not null,
  set_at timestamptz not null default now(),
  set_by uuid not null,
  set_by_name text not null,
  withdrawn_at timestamptz,
  withdrawn_by uuid,
  primary key (institution_id, id),
  foreign key (institution_id, unit_id) references unit (institution_id, id) on delete cascade,
  foreign key (institution_id, person_id) references person (institution_id, id) on delete cascade,
  constraint finding_override_at_most_a_year check (until_on > set_on and until_on <= set_on + interval '1 year')
);
-- One that counts for each matter; an older one is withdrawn when a newer one takes its place.
create unique index finding_override_one on finding_override
  (institution_id, unit_id, rule, coalesce(person_id, '00000000-0000-0000-0000-000000000000')) where withdrawn_at is null;
create index finding_override_person on finding_override (institution_id, person_id) where person_id is not null;

-- The province whose rules hold here besides the national ones, and the institution's own thresholds; null: not judged.
create table finding_setting (
  institution_id uuid primary key,
  province text check (province in ('hubei')),
  groups_from int check (groups_from between 3 and 50),
  weak_from int check (weak_from between 1 and 10),
  absences_from int check (absences_from between 1 and 12),
  version int not null default 1
);

-- The few people that the findings look at, so that nobody else's row is read.
create index person_watched on person (institution_id)
  where floating_since is not null or abroad_since is not null or lost_contact_since is not null or status = 'suspended';
create index transfer_open on transfer (institution_id, from_unit_id) where state = 'requested';
create index meeting_roll_absent on meeting_roll (institution_id, meeting_id, person_id) where attendance = 'absent';
create index affiliation_living on affiliation (institution_id, unit_id, person_id) where until_on is null;

do $$
declare t text;
begin
  foreach t in array array['finding_override', 'finding_setting']
  loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy by_institution on %I using (institution_id = any (current_setting(''app.institutions'')::uuid[]))', t);
    execute format('grant select, insert, update, delete on %I to linghang_app', t);
  end loop;
end $$;
