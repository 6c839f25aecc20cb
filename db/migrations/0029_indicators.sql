-- Yearly figures that formulas need, targets, the smallest base that is shown, and the scheme of high-quality development.

create table yearly_figure (
  institution_id uuid not null,
  year int not null check (year between 1949 and 2200),
  figure text not null check (char_length(figure) between 1 and 60),
  -- In the smallest unit of the figure: fen, persons, hundredths of a ton, a DDD, a point or a percent.
  value bigint check (value >= 0),
  -- A result in words, of figures that are no number.
  words text check (char_length(words) between 1 and 200),
  source text not null default '' check (char_length(source) <= 500),
  -- null: by an imported workbook, whose run says who.
  entered_by uuid,
  entered_by_name text not null default '',
  entered_at timestamptz not null,
  version int not null default 1,
  primary key (institution_id, year, figure),
  check ((value is null) <> (words is null))
);

create table indicator_target (
  institution_id uuid not null,
  indicator text not null check (char_length(indicator) between 1 and 60),
  year int not null check (year between 1949 and 2200),
  -- In the unit that people read: percent, days, yuan.
  target numeric(18, 4) not null,
  version int not null default 1,
  primary key (institution_id, indicator, year)
);

create table indicator_setting (
  institution_id uuid not null primary key,
  -- The smallest base that is shown to those who may not read the records themselves.
  smallest_shown int not null check (smallest_shown between 1 and 100),
  version int not null default 1
);

-- What an institution made of the 18 indicators of high-quality development: rows of dimension, name, indicator, note.
create table quality_scheme (
  institution_id uuid not null primary key,
  rows jsonb not null check (jsonb_typeof(rows) = 'array'),
  source text not null default '' check (char_length(source) <= 500),
  version int not null default 1
);

do $$
declare t text;
begin
  foreach t in array array['yearly_figure', 'indicator_target', 'indicator_setting', 'quality_scheme']
  loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy by_institution on %I using (institution_id = any (current_setting(''app.institutions'')::uuid[]))', t);
    execute format('grant select, insert, update, delete on %I to linghang_app', t);
  end loop;
end $$;
