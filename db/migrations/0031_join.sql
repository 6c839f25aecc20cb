-- The join: which department a code of the front pages means, and actions that aim at an indicator.

-- Kept by the hospital; a code that is not here has figures and no branch beside them.
create table join_department (
  institution_id uuid not null,
  code text not null check (char_length(code) between 1 and 40),
  unit_id uuid not null,
  set_by uuid not null,
  set_at timestamptz not null,
  primary key (institution_id, code),
  foreign key (institution_id, unit_id) references unit (institution_id, id)
);
create index join_department_unit on join_department (institution_id, unit_id);

-- Who owes an action and by when stands in its duty, whose origin is the action; here stands what it aims at.
create table join_action (
  institution_id uuid not null,
  id uuid not null,
  -- The Party unit that owns it, and the person within it, where one is named.
  unit_id uuid not null,
  person_id uuid,
  what text not null check (char_length(what) between 1 and 200),
  indicator text not null check (char_length(indicator) between 1 and 60),
  -- The department whose figure is meant; the whole hospital's without one.
  department_id uuid,
  direction text not null check (direction in ('up', 'down')),
  -- In the unit of the indicator.
  target numeric(20, 4),
  from_on date not null,
  until_on date not null,
  -- The decision, plan or meeting that it carries out.
  ground text check (char_length(ground) between 1 and 500),
  made_by uuid not null,
  made_at timestamptz not null,
  withdrawn_at timestamptz,
  outcome text check (outcome in ('reached', 'partly', 'not_reached', 'open')),
  evaluation text check (char_length(evaluation) between 1 and 2000),
  evaluated_by uuid,
  evaluated_at timestamptz,
  version int not null default 1,
  primary key (institution_id, id),
  foreign key (institution_id, unit_id) references unit (institution_id, id),
  foreign key (institution_id, person_id) references person (institution_id, id) on delete cascade,
  foreign key (institution_id, department_id) references unit (institution_id, id),
  check (until_on >= from_on),
  check ((outcome is null) = (evaluated_at is null) and (outcome is null) = (evaluation is null))
);
-- Two who make the same at once make it once.
create unique index join_action_once on join_action (institution_id, unit_id, person_id, indicator, department_id, from_on, what)
  nulls not distinct where withdrawn_at is null;
create index join_action_unit on join_action (institution_id, unit_id);
create index join_action_aim on join_action (institution_id, indicator, department_id);

do $$
declare t text;
begin
  foreach t in array array['join_department', 'join_action']
  loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy by_institution on %I using (institution_id = any (current_setting(''app.institutions'')::uuid[]))', t);
    execute format('grant select, insert, update, delete on %I to linghang_app', t);
  end loop;
end $$;
