-- The audit log in depth: quick ways through a million entries, and what each verification of the chain found.

-- Entries are read newest first; each index ends with that order, so a filtered page is one short walk.
drop index audit_subject;
create index audit_time on audit (institution_id, at, seq);
create index audit_actor on audit (institution_id, actor, at, seq);
create index audit_endpoint on audit (institution_id, endpoint, at, seq);
create index audit_subject on audit (institution_id, subject_kind, subject_id, at, seq);
create index audit_unit on audit (institution_id, unit_id, at, seq);
create index audit_overridden on audit (institution_id, at, seq) where refusals is not null;

-- The head moves and the entry is written in one statement; what it was before passes through here.
alter table audit_head add column previous_hash bytea;

-- What a verification found, and the head it saw: a later one compares, so that a chain cut and re-headed is noticed.
create table audit_check (
  institution_id uuid not null,
  id uuid not null,
  checked_at timestamptz not null,
  -- null: the daily job
  account_id uuid,
  entries bigint not null,
  broken_at bigint,
  head_hash bytea not null,
  primary key (institution_id, id)
);
create index audit_check_newest on audit_check (institution_id, checked_at);
alter table audit_check enable row level security;
alter table audit_check force row level security;
create policy by_institution on audit_check using (institution_id = any (current_setting('app.institutions')::uuid[]));
grant select, insert on audit_check to linghang_app;
