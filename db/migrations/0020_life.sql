-- Organisational life: theme schemes with versions, what a meeting covered, year plans, goals, partners and lectures.

-- A scheme holds for the unit that owns it and all below; what it asks for stands in its versions.
create table theme_scheme (
  institution_id uuid not null,
  id uuid not null,
  unit_id uuid not null,
  name text not null,
  -- The report, decision or plan that it follows.
  source text not null,
  -- The kinds of meeting that are judged by it.
  kinds text[] not null check (cardinality(kinds) > 0),
  ended_on date,
  version int not null default 1,
  primary key (institution_id, id),
  foreign key (institution_id, unit_id) references unit (institution_id, id)
);
create index theme_scheme_unit on theme_scheme (institution_id, unit_id);

-- A version without a day is a draft; one in force is not changed but succeeded by the next, and holds until then.
create table theme_version (
  institution_id uuid not null,
  scheme_id uuid not null,
  number int not null,
  every text not null check (every in ('month', 'quarter', 'year')),
  note text not null default '',
  from_on date,
  published_at timestamptz,
  published_by uuid,
  primary key (institution_id, scheme_id, number),
  unique (institution_id, scheme_id, from_on),
  foreign key (institution_id, scheme_id) references theme_scheme (institution_id, id) on delete cascade,
  check ((from_on is null) = (published_at is null))
);

-- A part keeps its id from version to version: what was counted stays counted.
create table theme_part (
  institution_id uuid not null,
  scheme_id uuid not null,
  number int not null,
  id uuid not null,
  position int not null,
  kind text not null check (kind in ('core', 'required', 'free')),
  name text not null,
  minimum int not null check (minimum between 0 and 366),
  explanation text not null default '',
  primary key (institution_id, scheme_id, number, id),
  foreign key (institution_id, scheme_id, number) references theme_version (institution_id, scheme_id, number) on delete cascade
);

-- Which parts a meeting covered. The scheme may be that of an upper institution, so no key leads there.
create table theme_mark (
  institution_id uuid not null,
  meeting_id uuid not null,
  scheme_id uuid not null,
  part_id uuid not null,
  agenda_item_id uuid,
  note text not null default '',
  marked_at timestamptz not null,
  marked_by uuid not null,
  primary key (institution_id, meeting_id, scheme_id, part_id),
  foreign key (institution_id, meeting_id) references meeting (institution_id, id) on delete cascade
);
create index theme_mark_scheme on theme_mark (institution_id, scheme_id, meeting_id);

-- The rate that an institution sets itself as its goal, in hundredths of a percent.
create table rate_goal (
  institution_id uuid primary key,
  goal int not null check (goal between 1 and 10000),
  source text not null,
  version int not null default 1
);

-- The year plan of a branch or group; that of a unit above is the template it hands down.
create table activity_plan (
  institution_id uuid not null,
  id uuid not null,
  unit_id uuid not null,
  year int not null check (year between 2000 and 2100),
  state text not null check (state in ('draft', 'submitted', 'returned', 'approved')),
  reason text,
  submitted_at timestamptz,
  decided_at timestamptz,
  decided_by uuid,
  version int not null default 1,
  primary key (institution_id, id),
  unique (institution_id, unit_id, year),
  foreign key (institution_id, unit_id) references unit (institution_id, id),
  check (state <> 'returned' or reason is not null)
);
create table activity_plan_item (
  institution_id uuid not null,
  plan_id uuid not null,
  id uuid not null,
  position int not null,
  month int not null check (month between 1 and 12),
  kind text not null,
  title text not null,
  scheme_id uuid,
  part_id uuid,
  lecturer text,
  place text,
  meeting_id uuid,
  primary key (institution_id, plan_id, id),
  foreign key (institution_id, plan_id) references activity_plan (institution_id, id) on delete cascade,
  foreign key (institution_id, meeting_id) references meeting (institution_id, id)
);
create unique index activity_plan_item_meeting on activity_plan_item (institution_id, meeting_id) where meeting_id is not null;

-- 每月相对固定1天: the nth working day, or the nth day, of each month.
create table fixed_day (
  institution_id uuid not null,
  unit_id uuid not null,
  nth int not null check (nth between 1 and 28),
  basis text not null check (basis in ('working_day', 'day')),
  at_time text not null check (at_time ~ '^[0-2][0-9]:[0-5][0-9]$'),
  place text,
  version int not null default 1,
  primary key (institution_id, unit_id),
  foreign key (institution_id, unit_id) references unit (institution_id, id)
);

-- 支部共建: agreements with partners, and the meetings held together.
create table partner_agreement (
  institution_id uuid not null,
  id uuid not null,
  unit_id uuid not null,
  partner text not null,
  content text not null,
  plan text not null default '',
  signed_on date not null,
  until_on date,
  state text not null check (state in ('signed', 'active', 'reviewed', 'ended')),
  review text not null default '',
  version int not null default 1,
  primary key (institution_id, id),
  foreign key (institution_id, unit_id) references unit (institution_id, id),
  check (until_on is null or until_on >= signed_on)
);
create table partner_meeting (
  institution_id uuid not null,
  agreement_id uuid not null,
  meeting_id uuid not null,
  primary key (institution_id, agreement_id, meeting_id),
  foreign key (institution_id, agreement_id) references partner_agreement (institution_id, id) on delete cascade,
  foreign key (institution_id, meeting_id) references meeting (institution_id, id) on delete cascade
);

-- Who lectured, where from and on what.
create table lecture (
  institution_id uuid not null,
  meeting_id uuid not null,
  position int not null,
  lecturer text not null,
  post text,
  topic text not null,
  -- A leader of the institution, not of the branch alone.
  leader boolean not null,
  primary key (institution_id, meeting_id, position),
  foreign key (institution_id, meeting_id) references meeting (institution_id, id) on delete cascade
);

do $$
declare t text;
begin
  foreach t in array array['theme_scheme', 'theme_version', 'theme_part', 'theme_mark', 'rate_goal', 'activity_plan',
    'activity_plan_item', 'fixed_day', 'partner_agreement', 'partner_meeting', 'lecture']
  loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy by_institution on %I using (institution_id = any ((select current_setting(''app.institutions'')::uuid[])::uuid[]))', t);
    execute format('grant select, insert, update, delete on %I to linghang_app', t);
  end loop;
end $$;

-- As on `unit` (0009): the scope is read once for a query and not once for each of a year's duties.
alter policy by_institution on duty using (institution_id = any ((select current_setting('app.institutions')::uuid[])::uuid[]));
alter policy by_institution on duty_fulfilment using (institution_id = any ((select current_setting('app.institutions')::uuid[])::uuid[]));
alter policy by_institution on meeting using (institution_id = any ((select current_setting('app.institutions')::uuid[])::uuid[]));
