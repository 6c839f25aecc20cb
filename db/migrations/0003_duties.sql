-- Duties: who owes what and by when, why (the rule), and the records that fulfil them.

create table duty (
  institution_id uuid not null,
  id uuid not null,
  unit_id uuid not null,
  rhythm text not null,
  period_from date not null,
  period_to date not null,
  due_on date not null,
  waived_at timestamptz,
  waived_by uuid,
  waived_reason text check (char_length(waived_reason) between 1 and 500),
  issued_at timestamptz not null default now(),
  primary key (institution_id, id),
  unique (institution_id, unit_id, rhythm, period_from),
  foreign key (institution_id, unit_id) references unit (institution_id, id),
  check (period_to >= period_from and due_on >= period_from),
  check ((waived_at is null) = (waived_reason is null))
);
create index duty_due on duty (institution_id, due_on);

-- A record fulfils a duty at most once, and a duty is fulfilled by its first record.
create table duty_fulfilment (
  institution_id uuid not null,
  duty_id uuid not null,
  record_kind text not null,
  record_id uuid not null,
  happened_on date not null,
  primary key (institution_id, duty_id),
  foreign key (institution_id, duty_id) references duty (institution_id, id) on delete cascade
);
create index duty_fulfilment_record on duty_fulfilment (institution_id, record_kind, record_id);
