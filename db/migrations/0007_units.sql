-- Units with history: kinds beyond the Party's own ladder, forms of branches, stages of name and place, successions.

-- Row-level security binds the owner too: what is filled in below concerns every institution.
select set_config('app.institutions', coalesce((select array_agg(id)::text from institution), '{}'), true);

alter table unit drop constraint unit_kind_check;
alter table unit add constraint unit_kind_check check (kind in ('commission', 'institution', 'committee', 'discipline_commission',
  'general_branch', 'branch', 'group', 'department', 'site', 'village', 'community'));
-- A joint branch is shared by several units; a temporary one may not admit, elect, discipline or collect dues and ends with its body.
alter table unit add column form text not null default 'plain' check (form in ('plain', 'joint', 'temporary'));
alter table unit add constraint unit_form_of_branch check (form = 'plain' or kind = 'branch');

-- What a unit was called and where it hung, from when until when (both days included; until_on null: until further notice).
-- The row of `unit` shows today's stage; a stage that begins later is taken over by the daily job.
create table unit_stage (
  institution_id uuid not null,
  unit_id uuid not null,
  from_on date not null,
  until_on date,
  name text not null,
  parent_id uuid,
  primary key (institution_id, unit_id, from_on),
  foreign key (institution_id, unit_id) references unit (institution_id, id) on delete cascade,
  foreign key (institution_id, parent_id) references unit (institution_id, id),
  check (until_on is null or until_on >= from_on)
);
create index unit_stage_parent on unit_stage (institution_id, parent_id);

-- Which unit came out of which: a merger has several predecessors, a split several successors.
create table unit_succession (
  institution_id uuid not null,
  from_unit_id uuid not null,
  to_unit_id uuid not null,
  on_day date not null,
  kind text not null check (kind in ('merge', 'split')),
  primary key (institution_id, from_unit_id, to_unit_id),
  foreign key (institution_id, from_unit_id) references unit (institution_id, id),
  foreign key (institution_id, to_unit_id) references unit (institution_id, id)
);
create index unit_succession_to on unit_succession (institution_id, to_unit_id);

-- Where the owing unit hung when the duty's period ended: past rates stay with the units above it then.
alter table duty add column path uuid[];
update duty d set path = u.path from unit u where u.institution_id = d.institution_id and u.id = d.unit_id;
alter table duty alter column path set not null;
create index duty_path on duty using gin (path);

-- One stage for every unit there is; without a day of founding it begins before every record.
insert into unit_stage (institution_id, unit_id, from_on, name, parent_id)
  select institution_id, id, coalesce(founded_on, date '1921-07-01'), name, parent_id from unit;

do $$
declare t text;
begin
  foreach t in array array['unit_stage', 'unit_succession']
  loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy by_institution on %I using (institution_id = any (current_setting(''app.institutions'')::uuid[]))', t);
    execute format('grant select, insert, update, delete on %I to linghang_app', t);
  end loop;
end $$;
