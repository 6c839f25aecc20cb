-- Meetings in full: more kinds, leave, sign-in by code, secret ballots, written opinions, recusal, amendments, files, talks.

alter table meeting drop constraint meeting_kind_check;
alter table meeting add constraint meeting_kind_check check (kind in ('general_meeting', 'committee_meeting',
  'group_meeting', 'theme_day', 'lecture', 'organizational_life_meeting', 'democratic_life_meeting', 'study_group',
  'joint_activity', 'governance_meeting', 'ideology_meeting'));
-- What else it was held as (a theme day with a lecture): chosen by the secretary, never guessed.
alter table meeting add column also_as text[] not null default '{}';
-- Units whose people stand on the same roll as guests.
alter table meeting add column partner_ids uuid[] not null default '{}';
-- Whether attendance online counts for the quorum, as configured when the meeting opened.
alter table meeting add column online_counts boolean not null default false;
alter table meeting add column archived_at timestamptz;
alter table meeting add column archived_by uuid;

alter table meeting_roll drop constraint meeting_roll_attendance_check;
alter table meeting_roll add constraint meeting_roll_attendance_check
  check (attendance in ('present', 'online', 'home', 'absent', 'excused'));
alter table meeting_roll add column guest boolean not null default false;
-- Posts above the unit that they held on that day: leaders among plain members.
alter table meeting_roll add column leader_posts text[] not null default '{}';
alter table meeting_roll add column signed_at timestamptz;

alter table agenda_item add column first_topic boolean not null default false;

alter table resolution add column matter text not null default 'general' check (matter in ('general', 'admission', 'disposal'));
alter table resolution add column ballot text not null default 'open' check (ballot in ('open', 'secret', 'paper'));
-- Whom an admission is about; several candidates are several resolutions, voted one by one.
alter table resolution add column candidate text;
-- The result of a closed secret ballot, and what two tellers counted on paper.
alter table resolution add column totals jsonb;
alter table resolution add column teller_ids uuid[] not null default '{}';

-- Who has voted in a secret ballot. Nothing here says how, and nothing says when.
create table ballot_cast (
  institution_id uuid not null,
  meeting_id uuid not null,
  resolution_id uuid not null,
  person_id uuid not null,
  primary key (institution_id, meeting_id, resolution_id, person_id),
  foreign key (institution_id, meeting_id, resolution_id) references resolution (institution_id, meeting_id, id) on delete cascade,
  foreign key (institution_id, meeting_id, person_id) references meeting_roll (institution_id, meeting_id, person_id)
);

-- The urn: the three counters of a ballot in one sealed value of constant length. No rows per ballot, no order, no times;
-- every cast rewrites the whole value, so that not even the row's last version tells what the last voter chose.
create table ballot_box (
  institution_id uuid not null,
  meeting_id uuid not null,
  resolution_id uuid not null,
  key_id int not null,
  counts bytea not null,
  primary key (institution_id, meeting_id, resolution_id),
  foreign key (institution_id, meeting_id, resolution_id) references resolution (institution_id, meeting_id, id) on delete cascade
);
create index ballot_box_key on ballot_box (key_id);

-- Opinions that absent voters gave in writing; whether they count is the law of the matter.
create table written_opinion (
  institution_id uuid not null,
  meeting_id uuid not null,
  resolution_id uuid not null,
  person_id uuid not null,
  choice text not null check (choice in ('yes', 'no', 'abstain')),
  given_at timestamp not null,
  primary key (institution_id, meeting_id, resolution_id, person_id),
  foreign key (institution_id, meeting_id, resolution_id) references resolution (institution_id, meeting_id, id) on delete cascade,
  foreign key (institution_id, meeting_id, person_id) references meeting_roll (institution_id, meeting_id, person_id)
);

-- Who does not count for one resolution: recused, or not counted as due on a ground of the closed list.
create table resolution_aside (
  institution_id uuid not null,
  meeting_id uuid not null,
  resolution_id uuid not null,
  person_id uuid not null,
  ground text not null check (ground in ('recusal', 'no_will', 'abroad', 'sentence', 'bedridden', 'moved', 'retired_home')),
  reason text not null,
  primary key (institution_id, meeting_id, resolution_id, person_id),
  foreign key (institution_id, meeting_id, resolution_id) references resolution (institution_id, meeting_id, id) on delete cascade,
  foreign key (institution_id, meeting_id, person_id) references meeting_roll (institution_id, meeting_id, person_id)
);

create table meeting_leave (
  institution_id uuid not null,
  meeting_id uuid not null,
  person_id uuid not null,
  reason text not null,
  state text not null default 'asked' check (state in ('asked', 'approved', 'declined')),
  asked_at timestamptz not null,
  -- Asked after the meeting had begun, or after its time.
  late boolean not null,
  answer text,
  answered_at timestamptz,
  answered_by uuid,
  primary key (institution_id, meeting_id, person_id),
  foreign key (institution_id, meeting_id) references meeting (institution_id, id) on delete cascade,
  foreign key (institution_id, person_id) references person (institution_id, id)
);
create index meeting_leave_person on meeting_leave (institution_id, person_id);

-- The secret behind the codes of one meeting; gone once the meeting is closed.
create table meeting_sign_in (
  institution_id uuid not null,
  meeting_id uuid not null,
  secret bytea not null,
  primary key (institution_id, meeting_id),
  foreign key (institution_id, meeting_id) references meeting (institution_id, id) on delete cascade
);

-- People from outside: partner sites, other institutions, people of other branches without a joint roll.
create table meeting_guest (
  institution_id uuid not null,
  meeting_id uuid not null,
  id uuid not null,
  position int not null,
  name text not null,
  organization text,
  primary key (institution_id, meeting_id, id),
  foreign key (institution_id, meeting_id) references meeting (institution_id, id) on delete cascade
);

create table meeting_file (
  institution_id uuid not null,
  meeting_id uuid not null,
  id uuid not null,
  sha256 text not null,
  -- A small picture made where the photo was chosen.
  thumbnail_sha256 text,
  name text not null,
  media_type text not null,
  size int not null,
  caption text,
  added_at timestamptz not null,
  added_by uuid not null,
  primary key (institution_id, meeting_id, id),
  foreign key (institution_id, meeting_id) references meeting (institution_id, id) on delete cascade
);

-- What was changed after the record was confirmed: append-only for the application.
create table meeting_revision (
  institution_id uuid not null,
  meeting_id uuid not null,
  number int not null,
  at timestamptz not null,
  account_id uuid not null,
  actor text not null,
  reason text not null,
  before jsonb not null,
  after jsonb not null,
  primary key (institution_id, meeting_id, number),
  foreign key (institution_id, meeting_id) references meeting (institution_id, id) on delete cascade
);

create table meeting_setting (
  institution_id uuid primary key,
  first_topic_kinds text[] not null default '{}',
  online_kinds text[] not null default '{}',
  file_megabytes int not null default 20 check (file_megabytes between 1 and 50),
  version int not null default 1
);

-- 谈心谈话: two people and a day; what was said stays short and is read by those who keep the record.
create table talk (
  institution_id uuid not null,
  id uuid not null,
  unit_id uuid not null,
  held_on date not null,
  first_id uuid not null,
  second_id uuid not null,
  place text,
  notes text not null default '',
  recorded_at timestamptz not null,
  recorded_by uuid not null,
  primary key (institution_id, id),
  foreign key (institution_id, unit_id) references unit (institution_id, id),
  foreign key (institution_id, first_id) references person (institution_id, id),
  foreign key (institution_id, second_id) references person (institution_id, id),
  check (first_id <> second_id)
);
create index talk_unit on talk (institution_id, unit_id, held_on);
create unique index talk_once on talk (institution_id, unit_id, held_on, first_id, second_id);

do $$
declare t text;
begin
  foreach t in array array['ballot_cast', 'ballot_box', 'written_opinion', 'resolution_aside', 'meeting_leave',
    'meeting_sign_in', 'meeting_guest', 'meeting_file', 'meeting_revision', 'meeting_setting', 'talk']
  loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy by_institution on %I using (institution_id = any (current_setting(''app.institutions'')::uuid[]))', t);
    execute format('grant select, insert, update, delete on %I to linghang_app', t);
  end loop;
end $$;
revoke update, delete on meeting_revision from linghang_app;
