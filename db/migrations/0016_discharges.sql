-- Discharge front pages: the runs that bring them in, the code lists they are derived with, and the part that is published.

alter table account_grant drop constraint if exists account_grant_role_check;
alter table account_grant add constraint account_grant_role_check check (role in ('system_admin', 'security_admin', 'auditor', 'superior',
  'party_office', 'party_secretary', 'branch_secretary', 'member', 'performance_office'));

-- One row an import. The rows of the file themselves are in the column engine; these say what is there and what is published.
create table discharge_run (
  institution_id uuid not null,
  id uuid not null,
  state text not null check (state in ('uploading', 'waiting', 'checking', 'checked', 'publishing', 'published', 'rolling_back',
    'rolled_back', 'cancelled', 'failed')),
  file_name text not null,
  size bigint not null check (size > 0),
  uploaded bigint not null default 0,
  edition text not null,
  -- What the user says; null: told from the file.
  encoding text check (encoding in ('utf-8', 'gb18030')),
  mapping jsonb not null,
  cancel boolean not null default false,
  -- Who works on it shows a sign of life; `attempt` keeps a worker that was thought dead from writing.
  attempt int not null default 0,
  alive_at timestamptz,
  read_bytes bigint not null default 0,
  row_count bigint not null default 0,
  bad_count bigint not null default 0,
  -- What the check found; null before.
  outcome jsonb,
  failure jsonb,
  -- The order of publication; rows of a later one replace those of the same stay.
  sequence int,
  started_by uuid not null,
  started_at timestamptz not null,
  checked_at timestamptz,
  published_at timestamptz,
  published_by uuid,
  ended_at timestamptz,
  primary key (institution_id, id)
);
-- One import at a time: the second is refused until the first is published, cancelled or failed.
create unique index discharge_run_active on discharge_run (institution_id)
  where state in ('uploading', 'waiting', 'checking', 'checked', 'publishing', 'rolling_back');
create unique index discharge_run_sequence on discharge_run (institution_id, sequence) where sequence is not null;

-- What is published: the one row that makes new figures visible, all at once.
create table discharge_whole (
  institution_id uuid primary key,
  part text,
  sequence int not null default 0,
  -- A01 of the first file; later files must bear it too.
  organisation text
);

create table discharge_code_list (
  institution_id uuid not null,
  id uuid not null,
  kind text not null check (kind in ('procedures', 'complications', 'diseases', 'departments')),
  edition text not null,
  source text not null,
  synthetic boolean not null default false,
  entries jsonb not null,
  entry_count int not null,
  imported_at timestamptz not null,
  imported_by uuid not null,
  primary key (institution_id, id)
);
create index discharge_code_list_newest on discharge_code_list (institution_id, kind, imported_at desc);

do $$
declare t text;
begin
  foreach t in array array['discharge_run', 'discharge_whole', 'discharge_code_list']
  loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy by_institution on %I using (institution_id = any (current_setting(''app.institutions'')::uuid[]))', t);
    execute format('grant select, insert, update, delete on %I to linghang_app', t);
  end loop;
end $$;
