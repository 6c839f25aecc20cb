-- Meetings: notice, frozen roll, attendance, agenda, resolutions with open votes, minutes.

create table meeting (
  institution_id uuid not null,
  id uuid not null,
  unit_id uuid not null,
  kind text not null check (kind in ('general_meeting', 'committee_meeting', 'group_meeting', 'theme_day', 'lecture')),
  state text not null check (state in ('planned', 'notified', 'open', 'held', 'confirmed', 'cancelled')),
  source text not null default 'desk' check (source in ('desk', 'ledger')),
  title text not null,
  place text,
  planned_at timestamp not null,
  started_at timestamp,
  ended_at timestamp,
  chair_id uuid,
  recorder_id uuid,
  make_up_for date,
  minutes text not null default '',
  override_reason text,
  recorded_at timestamptz not null default now(),
  notified_at timestamptz,
  confirmed_at timestamptz,
  confirmed_by uuid,
  version int not null default 1,
  primary key (institution_id, id),
  foreign key (institution_id, unit_id) references unit (institution_id, id),
  foreign key (institution_id, chair_id) references person (institution_id, id),
  foreign key (institution_id, recorder_id) references person (institution_id, id),
  check (state not in ('open', 'held', 'confirmed') or started_at is not null),
  check (state not in ('held', 'confirmed') or ended_at is not null),
  check (ended_at is null or ended_at >= started_at)
);
create index meeting_unit on meeting (institution_id, unit_id, planned_at);
create unique index meeting_once on meeting (institution_id, unit_id, kind, started_at);

-- The roll, frozen when the meeting opens: standing on that day, not today's.
create table meeting_roll (
  institution_id uuid not null,
  meeting_id uuid not null,
  person_id uuid not null,
  name text not null,
  status text not null,
  has_vote boolean not null,
  attendance text not null default 'absent' check (attendance in ('present', 'absent', 'excused')),
  excuse text,
  primary key (institution_id, meeting_id, person_id),
  foreign key (institution_id, meeting_id) references meeting (institution_id, id) on delete cascade,
  foreign key (institution_id, person_id) references person (institution_id, id)
);
create index meeting_roll_person on meeting_roll (institution_id, person_id);

create table agenda_item (
  institution_id uuid not null,
  meeting_id uuid not null,
  id uuid not null,
  position int not null,
  title text not null,
  notes text not null default '',
  primary key (institution_id, meeting_id, id),
  foreign key (institution_id, meeting_id) references meeting (institution_id, id) on delete cascade
);

create table resolution (
  institution_id uuid not null,
  meeting_id uuid not null,
  id uuid not null,
  agenda_item_id uuid,
  text text not null,
  state text not null default 'open' check (state in ('open', 'passed', 'rejected', 'withdrawn')),
  decided_at timestamptz,
  primary key (institution_id, meeting_id, id),
  foreign key (institution_id, meeting_id) references meeting (institution_id, id) on delete cascade
);

create table resolution_vote (
  institution_id uuid not null,
  meeting_id uuid not null,
  resolution_id uuid not null,
  person_id uuid not null,
  choice text not null check (choice in ('yes', 'no', 'abstain')),
  primary key (institution_id, meeting_id, resolution_id, person_id),
  foreign key (institution_id, meeting_id, resolution_id) references resolution (institution_id, meeting_id, id) on delete cascade,
  foreign key (institution_id, meeting_id, person_id) references meeting_roll (institution_id, meeting_id, person_id)
);
