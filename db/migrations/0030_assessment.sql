-- Rounds, grade schemes and peer tables: a result's key has its peer group, its scores by dimension and its day of publication.

-- Row-level security binds the owner too: what is filled in below concerns every institution.
select set_config('app.institutions', coalesce((select array_agg(id)::text from institution), '{}'), true);

-- One assessment may rank a hospital in several groups: in the nation and among the province's hospitals of prefectures.
update assessment_result set peer_group = '' where peer_group is null;
alter table assessment_result alter column peer_group set default '';
alter table assessment_result alter column peer_group set not null;
alter table assessment_result drop constraint assessment_result_pkey;
alter table assessment_result add primary key (institution_id, year, assessment, peer_group);

alter table assessment_result drop constraint assessment_result_assessment_check;
alter table assessment_result add constraint assessment_result_assessment_check
  check (assessment in ('national_tertiary', 'national_tertiary_monitored', 'provincial_tertiary', 'provincial_monitored', 'own'));
alter table assessment_result add column published_on date;
alter table assessment_result add column score_quality numeric(8, 2) check (score_quality >= 0);
alter table assessment_result add column score_efficiency numeric(8, 2) check (score_efficiency >= 0);
alter table assessment_result add column score_development numeric(8, 2) check (score_development >= 0);
alter table assessment_result add column score_satisfaction numeric(8, 2) check (score_satisfaction >= 0);

-- Schemes that an institution changed (id of a shipped one) or made itself.
create table grade_scheme (
  institution_id uuid not null,
  id text not null,
  name text not null,
  level text not null check (level in ('national', 'provincial', 'own')),
  peer_group text not null,
  from_year int check (from_year between 1949 and 2200),
  until_year int check (until_year between 1949 and 2200),
  bands jsonb not null,
  source text not null,
  version int not null default 1,
  primary key (institution_id, id)
);

-- A table of hospitals × indicators that the user has; the hospital's own row among them.
create table peer_table (
  institution_id uuid not null,
  id uuid not null,
  name text not null,
  year int not null check (year between 1949 and 2200),
  peer_group text not null,
  source text not null,
  -- [{ key, name, unit, direction, weight, indicator, factor, denominator }]
  columns jsonb not null,
  own_no int,
  version int not null default 1,
  changed_at timestamptz not null,
  removed_at timestamptz,
  primary key (institution_id, id)
);

create table peer_row (
  institution_id uuid not null,
  table_id uuid not null,
  no int not null,
  name text not null,
  -- In the order of the columns; null: not known.
  figures double precision[] not null,
  primary key (institution_id, table_id, no),
  unique (institution_id, table_id, name),
  foreign key (institution_id, table_id) references peer_table (institution_id, id) on delete cascade
);

do $$
declare t text;
begin
  foreach t in array array['grade_scheme', 'peer_table', 'peer_row']
  loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy by_institution on %I using (institution_id = any (current_setting(''app.institutions'')::uuid[]))', t);
    execute format('grant select, insert, update, delete on %I to linghang_app', t);
  end loop;
end $$;
