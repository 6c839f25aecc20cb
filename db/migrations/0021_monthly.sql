-- Monthly reports to the upper level: what is due, the sealed snapshots, verdicts, reminders, and files for outside platforms.

-- When reports are due, by the level that reports, and the goal of the rate in thousandths.
create table monthly_setting (
  institution_id uuid primary key,
  branch_day int not null check (branch_day between 1 and 28),
  general_day int not null check (general_day between 1 and 28),
  institution_day int not null check (institution_day between 1 and 28),
  -- Where that day is no working day: the next one, the one before, or the day itself.
  shift text not null check (shift in ('next', 'previous', 'none')),
  goal int not null check (goal between 0 and 1000),
  -- The first month that is reported; null: from the month before the product began to ask.
  first_month text check (first_month ~ '^20[0-9]{2}-(0[1-9]|1[0-2])$'),
  version int not null default 1
);

create table monthly_report (
  institution_id uuid not null,
  unit_id uuid not null,
  month text not null check (month ~ '^20[0-9]{2}-(0[1-9]|1[0-2])$'),
  state text not null check (state in ('due', 'prepared', 'submitted', 'accepted', 'returned')),
  due_on date not null,
  -- false: the holidays of that year were not known
  due_certain boolean not null,
  remark text not null default '',
  prepared_at timestamptz,
  prepared_by text,
  -- The newest submission; null before the first.
  number int,
  version int not null default 1,
  primary key (institution_id, unit_id, month),
  foreign key (institution_id, unit_id) references unit (institution_id, id) on delete cascade
);
create index monthly_report_month on monthly_report (institution_id, month, state);

-- What was submitted, as canonical JSON and its SHA-256: only ever added, never changed.
create table monthly_submission (
  institution_id uuid not null,
  unit_id uuid not null,
  month text not null,
  number int not null check (number >= 1),
  content text not null,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  submitted_at timestamptz not null,
  submitted_by uuid not null,
  submitted_name text not null,
  primary key (institution_id, unit_id, month, number),
  foreign key (institution_id, unit_id, month) references monthly_report (institution_id, unit_id, month) on delete cascade
);

create table monthly_verdict (
  institution_id uuid not null,
  id uuid not null,
  unit_id uuid not null,
  month text not null,
  number int not null,
  verdict text not null check (verdict in ('accepted', 'returned', 'withdrawn')),
  reason text,
  -- The lines that were returned: [{ref, label, note}].
  lines jsonb not null default '[]',
  -- How many records had changed since the submission when it was accepted.
  differences int not null default 0,
  judged_at timestamptz not null,
  judged_by uuid not null,
  judged_name text not null,
  primary key (institution_id, id),
  foreign key (institution_id, unit_id, month, number) references monthly_submission (institution_id, unit_id, month, number) on delete cascade
);
create index monthly_verdict_report on monthly_verdict (institution_id, unit_id, month, judged_at);

create table monthly_reminder (
  institution_id uuid not null,
  id uuid not null,
  unit_id uuid not null,
  month text not null,
  reminded_at timestamptz not null,
  reminded_by uuid not null,
  reminded_name text not null,
  primary key (institution_id, id),
  foreign key (institution_id, unit_id) references unit (institution_id, id) on delete cascade
);
create index monthly_reminder_report on monthly_reminder (institution_id, month, unit_id);

-- The layouts of files for outside platforms; each saving is a version of its own.
create table monthly_layout (
  institution_id uuid not null,
  id uuid not null,
  version int not null check (version >= 1),
  name text not null,
  body jsonb not null,
  retired boolean not null default false,
  saved_at timestamptz not null,
  saved_name text not null,
  primary key (institution_id, id, version)
);

-- A file made for an outside platform, and the platform's answer.
create table monthly_upload (
  institution_id uuid not null,
  id uuid not null,
  unit_id uuid not null,
  month text not null,
  layout_id uuid not null,
  layout_version int not null,
  layout_name text not null,
  file_name text not null,
  sha256 text not null,
  row_count int not null,
  -- Reports that were not accepted when the file was made, and so are not in it.
  missing int not null,
  state text not null check (state in ('made', 'uploaded', 'receipted', 'rejected')),
  made_at timestamptz not null,
  made_name text not null,
  uploaded_on date,
  receipt_number text,
  receipt_on date,
  receipt_name text,
  reason text,
  version int not null default 1,
  primary key (institution_id, id),
  check (state <> 'receipted' or (receipt_number is not null and receipt_on is not null)),
  check (state <> 'rejected' or reason is not null),
  foreign key (institution_id, unit_id) references unit (institution_id, id) on delete cascade,
  foreign key (institution_id, layout_id, layout_version) references monthly_layout (institution_id, id, version)
);
create index monthly_upload_month on monthly_upload (institution_id, unit_id, month, made_at);

do $$
declare t text;
begin
  foreach t in array array['monthly_setting', 'monthly_report', 'monthly_submission', 'monthly_verdict', 'monthly_reminder',
                           'monthly_layout', 'monthly_upload']
  loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy by_institution on %I using (institution_id = any (current_setting(''app.institutions'')::uuid[]))', t);
    execute format('grant select, insert on %I to linghang_app', t);
  end loop;
  -- What was submitted, judged, reminded or laid out stays as it was: the product has no right to change or delete it.
  foreach t in array array['monthly_setting', 'monthly_report', 'monthly_upload']
  loop
    execute format('grant update on %I to linghang_app', t);
  end loop;
end $$;
