-- Duties of every origin, and notices: what is told to whom, in the product and by the channels that a person or a unit chose.

-- Row-level security binds the owner too: what is filled in below concerns every institution.
select set_config('app.institutions', coalesce((select array_agg(id)::text from institution), '{}'), true);

-- A rhythm comes back each period; anything else is imposed once: by a decision, a list, a plan, an order of the office.
alter table duty add column origin text not null default 'rhythm' check (char_length(origin) between 1 and 40);
alter table duty add column origin_id text not null default '' check (char_length(origin_id) <= 200);
alter table duty add column what text check (char_length(what) between 1 and 200);
alter table duty add column basis text check (char_length(basis) between 1 and 500);
-- Where in the product it is done.
alter table duty add column link text check (link like '/%');
-- Who owes it within the unit: whoever holds the post, or one person; neither: the unit.
alter table duty add column post text;
alter table duty add column person_id uuid;
alter table duty add column imposed_by uuid;
alter table duty add column withdrawn_at timestamptz;
alter table duty add foreign key (institution_id, person_id) references person (institution_id, id) on delete cascade;
alter table duty add constraint duty_of_origin check ((origin = 'rhythm') = (what is null) and (origin = 'rhythm') = (origin_id = ''));
alter table duty add constraint duty_of_one check (post is null or person_id is null);
alter table duty drop constraint duty_institution_id_unit_id_rhythm_period_from_key;
create unique index duty_of_rhythm on duty (institution_id, unit_id, rhythm, period_from) where origin = 'rhythm';
create unique index duty_imposed on duty (institution_id, origin, origin_id, unit_id, post, person_id) nulls not distinct where origin <> 'rhythm';
create index duty_person on duty (institution_id, person_id) where person_id is not null;
-- An array's index lies idle beside row-level security (decision 19), and issuing paid for it.
drop index duty_path;

-- A record may answer several duties, of each kind one: the kind is the rhythm of a unit (a joint activity answers for
-- several units), or the imposed duty itself.
alter table duty_fulfilment add column kind text;
update duty_fulfilment f set kind = d.rhythm || ' ' || d.unit_id from duty d where d.institution_id = f.institution_id and d.id = f.duty_id;
alter table duty_fulfilment alter column kind set not null;
alter table duty_fulfilment add column evidence text check (char_length(evidence) between 1 and 2000);
alter table duty_fulfilment add column recorded_by uuid;
alter table duty_fulfilment add column recorded_at timestamptz not null default now();
drop index duty_fulfilment_record;
create unique index duty_fulfilment_record on duty_fulfilment (institution_id, record_kind, record_id, kind);

-- One row an institution that has departed from the defaults of the rooms duties and notices.
create table duty_policy (
  institution_id uuid primary key,
  remind_days int not null check (remind_days between 1 and 30),
  -- Days overdue after which the level above is told; null: never.
  escalate_days int check (escalate_days between 1 and 90),
  version int not null default 1,
  changed_at timestamptz not null default now(),
  changed_by uuid
);

-- A message to one account, in both languages. `key` says what it is about: the same thing is told once.
create table notice (
  institution_id uuid not null,
  id uuid not null,
  account_id uuid not null,
  kind text not null check (char_length(kind) between 1 and 40),
  key text not null check (char_length(key) between 1 and 200),
  title_zh text not null,
  title_en text not null,
  body_zh text not null,
  body_en text not null,
  link text check (link like '/%'),
  made_at timestamptz not null,
  read_at timestamptz,
  primary key (institution_id, id),
  unique (institution_id, account_id, key),
  foreign key (institution_id, account_id) references account (institution_id, id) on delete cascade
);
create index notice_newest on notice (institution_id, account_id, made_at desc, id);
create index notice_unread on notice (institution_id, account_id) where read_at is null;

-- Which duty was brought to whose mind, and how: each once.
create table duty_reminder (
  institution_id uuid not null,
  account_id uuid not null,
  duty_id uuid not null,
  kind text not null check (kind in ('soon', 'overdue', 'escalated')),
  day date not null,
  primary key (institution_id, account_id, duty_id, kind),
  foreign key (institution_id, account_id) references account (institution_id, id) on delete cascade,
  foreign key (institution_id, duty_id) references duty (institution_id, id) on delete cascade
);
create index duty_reminder_duty on duty_reminder (institution_id, duty_id);

-- What the daily work has been done for: whoever inserts the row does it, and another server waits and then rests.
create table notice_day (
  institution_id uuid not null,
  day date not null,
  work text not null,
  primary key (institution_id, day, work)
);

-- How a person wants to be told; times of day in China, HH:MM. The address is sealed (core/vault.ts).
create table notice_preference (
  institution_id uuid not null,
  account_id uuid not null,
  key_id int not null,
  bell boolean not null,
  email boolean not null,
  address bytea,
  digest_at text not null check (digest_at ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
  quiet_from text not null check (quiet_from ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
  quiet_until text not null check (quiet_until ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
  version int not null default 1,
  primary key (institution_id, account_id),
  foreign key (institution_id, account_id) references account (institution_id, id) on delete cascade,
  check (not email or address is not null)
);
create index notice_preference_key on notice_preference (institution_id, key_id);

-- The group of a unit: the address of its robot holds a secret and is sealed.
create table notice_group (
  institution_id uuid not null,
  unit_id uuid not null,
  key_id int not null,
  address bytea not null,
  enabled boolean not null,
  version int not null default 1,
  changed_at timestamptz not null default now(),
  changed_by uuid,
  primary key (institution_id, unit_id),
  foreign key (institution_id, unit_id) references unit (institution_id, id)
);
create index notice_group_key on notice_group (institution_id, key_id);

-- The calendar that a program reads without a session: only the hash of its secret is kept.
create table notice_calendar (
  institution_id uuid not null,
  account_id uuid not null,
  token_sha256 bytea not null,
  made_at timestamptz not null,
  read_at timestamptz,
  primary key (institution_id, account_id),
  foreign key (institution_id, account_id) references account (institution_id, id) on delete cascade
);
create unique index notice_calendar_token on notice_calendar (institution_id, token_sha256);

-- What goes out by e-mail or to a group, and how that went; no address and no text stands here.
create table notice_delivery (
  institution_id uuid not null,
  id uuid not null,
  channel text not null check (channel in ('email', 'group')),
  account_id uuid,
  unit_id uuid,
  key text not null,
  notice_ids uuid[] not null default '{}',
  state text not null check (state in ('waiting', 'sent', 'failed', 'dropped')),
  attempts int not null default 0,
  -- When the next try is made: never within quiet hours.
  due_at timestamptz not null,
  made_at timestamptz not null,
  ended_at timestamptz,
  -- A word of the closed list in rules.ts, never the text of the other side.
  fault text,
  primary key (institution_id, id),
  foreign key (institution_id, account_id) references account (institution_id, id) on delete cascade,
  foreign key (institution_id, unit_id) references unit (institution_id, id) on delete cascade,
  check ((channel = 'email') = (account_id is not null) and (channel = 'group') = (unit_id is not null))
);
create unique index notice_delivery_once on notice_delivery (institution_id, channel, account_id, unit_id, key) nulls not distinct;
create index notice_delivery_newest on notice_delivery (institution_id, made_at desc);

-- The letter by which the unit above reminds of an election (R-TRM-2): once for a term.
create table term_letter (
  institution_id uuid not null,
  id uuid not null,
  unit_id uuid not null,
  number int not null,
  upper_unit_id uuid not null,
  ends_on date not null,
  made_on date not null,
  file_sha256 text not null,
  primary key (institution_id, id),
  unique (institution_id, unit_id, number),
  foreign key (institution_id, unit_id) references unit (institution_id, id),
  foreign key (institution_id, upper_unit_id) references unit (institution_id, id)
);

do $$
declare t text;
begin
  foreach t in array array['duty_policy', 'notice', 'duty_reminder', 'notice_day', 'notice_preference', 'notice_group', 'notice_calendar',
    'notice_delivery', 'term_letter']
  loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy by_institution on %I using (institution_id = any (current_setting(''app.institutions'')::uuid[]))', t);
    execute format('grant select, insert, update, delete on %I to linghang_app', t);
  end loop;
end $$;

-- As enqueue_job, at a time of its own: what waits for the end of quiet hours.
create function enqueue_job_at(task text, payload json, job_key text, at timestamptz) returns void
  language plpgsql security definer set search_path = pg_catalog
  as $$ begin perform graphile_worker.add_job(task, payload, run_at := at, job_key := job_key, job_key_mode := 'replace'); end $$;
revoke all on function enqueue_job_at(text, json, text, timestamptz) from public;
grant execute on function enqueue_job_at(text, json, text, timestamptz) to linghang_app;
