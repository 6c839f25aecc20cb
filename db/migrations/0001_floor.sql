-- The floor: institutions, accounts, sessions, grants, audit chain, calendar, files and the door to the job queue.
-- Every tenant table carries institution_id first in its key, so the same schema can be distributed on Citus.


-- Reference table (no tenant): the institutions themselves. path = the ids of all institutions above, then its own.
create table institution (
  id uuid primary key,
  code text not null unique check (char_length(code) between 1 and 40),
  name text not null,
  kind text not null check (kind in ('commission', 'institution')),
  parent_id uuid references institution (id),
  path uuid[] not null,
  level text,
  duties_from date not null,
  demo boolean not null default false,
  created_at timestamptz not null default now()
);
create index institution_path on institution using gin (path);

-- Reference table: which account a login name means, so that sign-in finds its tenant with one key.
create table login_name (
  name text primary key,
  institution_id uuid not null references institution (id),
  account_id uuid not null
);

create table account (
  institution_id uuid not null,
  id uuid not null,
  username text not null,
  person_id uuid,
  display_name text not null,
  password_hash text not null,
  language text not null default 'zh' check (language in ('zh', 'en')),
  failed_count int not null default 0,
  locked_until timestamptz,
  disabled_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (institution_id, id)
);

create table session (
  institution_id uuid not null,
  token_sha256 bytea not null,
  account_id uuid not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  user_agent text,
  primary key (institution_id, token_sha256),
  foreign key (institution_id, account_id) references account (institution_id, id) on delete cascade
);
create index session_account on session (institution_id, account_id);

-- A role at a unit reaches that unit and all below it.
create table account_grant (
  institution_id uuid not null,
  account_id uuid not null,
  role text not null check (role in ('system_admin', 'auditor', 'superior', 'party_office', 'party_secretary', 'branch_secretary', 'member')),
  unit_id uuid not null,
  granted_at timestamptz not null default now(),
  primary key (institution_id, account_id, role, unit_id),
  foreign key (institution_id, account_id) references account (institution_id, id) on delete cascade
);

create table audit (
  institution_id uuid not null,
  seq bigint not null,
  at timestamptz not null,
  request_id uuid not null,
  account_id uuid,
  actor text not null,
  endpoint text not null,
  subject_kind text not null,
  subject_id text not null,
  unit_id uuid,
  before jsonb,
  after jsonb,
  refusals jsonb,
  previous_hash bytea not null,
  hash bytea not null,
  primary key (institution_id, seq)
);
create index audit_subject on audit (institution_id, subject_kind, subject_id);

create table audit_head (
  institution_id uuid primary key,
  seq bigint not null,
  hash bytea not null
);

-- Reference tables: days on which China departs from the plain week, and the years for which that is known.
create table holiday (
  day date primary key,
  name text not null,
  working boolean not null
);
create table calendar_year (
  year int primary key,
  source text not null
);

create table stored_file (
  institution_id uuid not null,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  name text not null,
  media_type text not null,
  size bigint not null,
  stored_by uuid,
  stored_at timestamptz not null default now(),
  primary key (institution_id, sha256)
);

-- The application's role may not touch the queue's own tables: this one door adds a job inside the caller's transaction.
create function enqueue_job(task text, payload json, job_key text) returns void
  language plpgsql security definer set search_path = pg_catalog
  as $$ begin perform graphile_worker.add_job(task, payload, job_key := job_key, job_key_mode := 'replace'); end $$;
revoke all on function enqueue_job(text, json, text) from public;
