-- Hospital figures: assessment results and yearly workload as entered, each with the source that states it.

create table assessment_result (
  institution_id uuid not null,
  year int not null check (year between 1949 and 2200),
  assessment text not null check (assessment in ('national_tertiary', 'national_tertiary_monitored', 'provincial_tertiary', 'provincial_monitored')),
  peer_group text,
  score numeric(8, 2) check (score >= 0),
  score_change numeric(8, 2),
  rank int check (rank >= 1),
  rank_change int,
  group_size int check (group_size >= 1),
  grade text,
  grade_before text,
  source text not null,
  version int not null default 1,
  primary key (institution_id, year, assessment),
  check (rank is null or group_size is null or rank <= group_size)
);

create table workload (
  institution_id uuid not null,
  year int not null check (year between 1949 and 2200),
  item text not null check (item in ('visits', 'discharges', 'operations', 'satisfaction')),
  value numeric(16, 4) not null check (value >= 0),
  growth_percent numeric(8, 2) check (growth_percent > -100),
  source text not null,
  version int not null default 1,
  primary key (institution_id, year, item)
);
