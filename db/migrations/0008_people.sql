-- People with history: changes of Party status, measures, sealed identity, transfers, merged duplicates, erasure.

-- Row-level security binds the owner too: what is filled in below concerns every institution.
select set_config('app.institutions', coalesce((select array_agg(id)::text from institution), '{}'), true);

alter table person drop constraint person_status_check;
alter table person add constraint person_status_check check (status in ('full', 'probationary', 'candidate', 'activist', 'applicant', 'none',
  'suspended', 'removed', 'expelled', 'deceased', 'transferred'));
alter table person drop constraint person_check1;
alter table person add constraint person_probation_known check (status not in ('full', 'probationary', 'suspended') or probation_on is not null);
-- What supervision needs to know of a member: away from home, abroad, out of touch, too infirm for meetings.
alter table person add column floating_since date;
alter table person add column floating_place text;
alter table person add column abroad_since date;
alter table person add column abroad_for text check (abroad_for in ('study', 'other'));
alter table person add column lost_contact_since date;
alter table person add column infirm boolean not null default false;
alter table person add constraint person_abroad_for check ((abroad_since is null) = (abroad_for is null));
-- A duplicate points at the person who was kept; its records stay where they are and are read as the kept person's.
alter table person add column merged_into uuid;
alter table person add foreign key (institution_id, merged_into) references person (institution_id, id);
create index person_merged_into on person (institution_id, merged_into) where merged_into is not null;

-- Every change of Party status with its basis; the row of `person` shows today's.
create table person_status (
  institution_id uuid not null,
  person_id uuid not null,
  from_on date not null,
  status text not null check (status in ('full', 'probationary', 'candidate', 'activist', 'applicant', 'none',
    'suspended', 'removed', 'expelled', 'deceased', 'transferred')),
  basis text,
  recorded_at timestamptz not null default now(),
  recorded_by uuid,
  primary key (institution_id, person_id, from_on),
  foreign key (institution_id, person_id) references person (institution_id, id) on delete cascade
);

-- Reminder talks, correction within a time limit, and the five kinds of discipline.
create table person_measure (
  institution_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  kind text not null check (kind in ('reminder_talk', 'correction', 'warning', 'serious_warning', 'removal_from_post', 'probation_within_party', 'expulsion')),
  from_on date not null,
  until_on date,
  basis text not null,
  recorded_at timestamptz not null default now(),
  recorded_by uuid,
  primary key (institution_id, id),
  foreign key (institution_id, person_id) references person (institution_id, id) on delete cascade,
  check (until_on is null or until_on >= from_on)
);
create index person_measure_person on person_measure (institution_id, person_id);

-- What identifies a person, and what is known of their health: sealed (core/vault.ts); the index finds exactly and tells nothing else.
create table person_identity (
  institution_id uuid not null,
  person_id uuid not null,
  key_id int not null,
  id_number bytea,
  id_number_index bytea,
  phone bytea,
  phone_index bytea,
  health bytea,
  primary key (institution_id, person_id),
  foreign key (institution_id, person_id) references person (institution_id, id) on delete cascade,
  check ((id_number is null) = (id_number_index is null) and (phone is null) = (phone_index is null))
);
create unique index person_identity_number on person_identity (institution_id, id_number_index);
create index person_identity_phone on person_identity (institution_id, phone_index);
create index person_identity_key on person_identity (institution_id, key_id);

-- A transfer of organizational affiliation. Between two institutions each keeps a row with the same id: the sender's is 'out',
-- the receiver's 'in'. Until it is accepted the member belongs to the sender (ED 25).
create table transfer (
  institution_id uuid not null,
  id uuid not null,
  side text not null check (side in ('within', 'out', 'in')),
  person_id uuid not null,
  person_name text not null,
  from_institution_id uuid not null,
  from_unit_id uuid,
  from_name text not null,
  to_institution_id uuid,
  to_unit_id uuid,
  to_name text not null,
  state text not null check (state in ('requested', 'accepted', 'rejected', 'withdrawn')),
  requested_on date not null,
  requested_by uuid,
  settled_on date,
  settled_by uuid,
  letter_no text,
  note text,
  version int not null default 1,
  primary key (institution_id, id),
  check ((state = 'requested') = (settled_on is null))
);
create index transfer_person on transfer (institution_id, person_id);
-- A person has one transfer under way.
create unique index transfer_one_open on transfer (institution_id, person_id) where state = 'requested' and side <> 'in';

create table person_merge (
  institution_id uuid not null,
  id uuid not null,
  kept_id uuid not null,
  gone_id uuid not null,
  -- The ties as they stood, so that the merge can be taken back.
  before jsonb not null,
  reason text not null,
  merged_at timestamptz not null default now(),
  merged_by uuid,
  undone_at timestamptz,
  primary key (institution_id, id),
  foreign key (institution_id, kept_id) references person (institution_id, id),
  foreign key (institution_id, gone_id) references person (institution_id, id)
);

do $$
declare t text;
begin
  foreach t in array array['person_status', 'person_measure', 'person_identity', 'transfer', 'person_merge']
  loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy by_institution on %I using (institution_id = any (current_setting(''app.institutions'')::uuid[]))', t);
    execute format('grant select, insert, update, delete on %I to linghang_app', t);
  end loop;
end $$;

insert into person_status (institution_id, person_id, from_on, status)
  select institution_id, id, probation_on, 'probationary' from person where probation_on is not null and status in ('full', 'probationary');
insert into person_status (institution_id, person_id, from_on, status)
  select institution_id, id, full_on, 'full' from person where full_on is not null and status = 'full'
  on conflict do nothing;
