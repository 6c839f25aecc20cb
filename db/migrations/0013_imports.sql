-- Imports of the institution workbook as runs: read and checked, then written, each with its progress, faults and result.

create table import_run (
  institution_id uuid not null,
  id uuid not null,
  -- The uploaded file, sealed (core/vault.ts): it holds identity data in clear.
  file_sha256 text not null,
  file_name text not null,
  file_size int not null,
  state text not null check (state in ('reading', 'checked', 'importing', 'done', 'failed', 'cancelled')),
  -- Where the work stands; total is null while it is not known.
  step text not null default '',
  done int not null default 0,
  total int,
  accept_partial boolean not null default false,
  -- The user wants it to stop; the work asks every quarter of a second.
  cancelling boolean not null default false,
  -- What the user may write to, and which institutions they see, when the work was ordered.
  reach uuid[] not null,
  scope uuid[] not null,
  -- The first faults (all are counted) and the rows of each sheet.
  faults jsonb not null default '[]',
  fault_count int not null default 0,
  result jsonb,
  error jsonb,
  account_id uuid not null,
  actor text not null,
  at timestamptz not null default now(),
  -- When the work took it up, and when it last gave a sign of life: without one it was cut off.
  begun_at timestamptz,
  beat_at timestamptz not null default now(),
  ended_at timestamptz,
  primary key (institution_id, id)
);
create index import_run_account on import_run (institution_id, account_id, at desc);

alter table import_run enable row level security;
alter table import_run force row level security;
create policy by_institution on import_run using (institution_id = any (current_setting('app.institutions')::uuid[]));
grant select, insert, update, delete on import_run to linghang_app;
