-- Grouping of stays into DRGs: the schemes of an institution, the work in the background, and what is visible of it.

create table grouping_scheme (
  institution_id uuid not null,
  id uuid not null,
  edition text not null,
  source text not null,
  -- Made up by the product: no figure from it may be reported.
  synthetic boolean not null default false,
  -- The lists as they were imported; the DRGs apart, since every figure needs them and only them.
  lists jsonb not null,
  drgs jsonb not null,
  counts jsonb not null,
  current boolean not null default false,
  imported_at timestamptz not null,
  imported_by uuid not null,
  primary key (institution_id, id)
);
create unique index grouping_scheme_current on grouping_scheme (institution_id) where current;

-- The last grouping that was tried: of which published front pages, by which scheme, and how far it is.
create table grouping_run (
  institution_id uuid primary key,
  state text not null check (state in ('working', 'done', 'failed')),
  source_part text not null,
  scheme_id uuid not null,
  -- Who works on it shows a sign of life; `attempt` keeps a worker that was thought dead from publishing.
  attempt int not null default 1,
  -- Workers that took up this same work; too many deaths, and the records are taken for the cause.
  tries int not null default 1,
  alive_at timestamptz,
  done_count int not null default 0,
  total_count int not null default 0,
  failure text check (failure in ('codes_absent', 'interrupted', 'unexpected')),
  started_at timestamptz not null,
  ended_at timestamptz
);

-- What is visible: the one row that makes new groups count, all at once.
create table grouping_whole (
  institution_id uuid primary key,
  part text not null,
  source_part text not null,
  scheme_id uuid not null,
  strata jsonb not null,
  grouped_at timestamptz not null,
  foreign key (institution_id, scheme_id) references grouping_scheme (institution_id, id)
);

do $$
declare t text;
begin
  foreach t in array array['grouping_scheme', 'grouping_run', 'grouping_whole']
  loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy by_institution on %I using (institution_id = any (current_setting(''app.institutions'')::uuid[]))', t);
    execute format('grant select, insert, update, delete on %I to linghang_app', t);
  end loop;
end $$;
