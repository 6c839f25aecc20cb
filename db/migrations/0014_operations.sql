-- Operations: which keys the data were sealed with, and what the application may read of its own state.

-- Reference table: the fingerprint tells a key from another with the same number and nothing else; keys are never here.
create table vault_key (
  id int primary key check (id between 1 and 255),
  fingerprint bytea not null,
  created_at timestamptz not null default now()
);
grant select, insert on vault_key to linghang_app;
-- Readiness compares it with the files of this version.
grant select on linghang_migration to linghang_app;
