-- Accounts in depth: three administrators, first passwords, lockout by name and address, policy, second factor, sign-on, delegation.

-- Row-level security binds the owner too: what is filled in below concerns every institution.
select set_config('app.institutions', coalesce((select array_agg(id)::text from institution), '{}'), true);

-- Failures are counted by the name that was typed, whether it exists or not: an account of its own would tell who does.
alter table account drop column failed_count;
alter table account drop column locked_until;
-- A first password (created, imported, reset) only serves to set an own one, until this moment.
alter table account add column first_password_until timestamptz;
alter table account add column password_changed_at timestamptz not null default now();
alter table account add column last_sign_in_at timestamptz;
alter table account add column last_sign_in_address text;
-- What the creator of an account asks of the security administrator.
alter table account add column wished_role text;
alter table account add column wished_unit_id uuid;
create index account_person on account (institution_id, person_id) where person_id is not null;

alter table account_grant drop constraint account_grant_role_check;
alter table account_grant add constraint account_grant_role_check check (role in
  ('system_admin', 'security_admin', 'auditor', 'superior', 'party_office', 'party_secretary', 'branch_secretary', 'member'));
alter table account_grant add column granted_by uuid;
create index account_grant_unit on account_grant (institution_id, unit_id);

-- A session that still owes a step (own password, code, enrolment) is nobody outside of that step.
alter table session add column id uuid not null default gen_random_uuid();
alter table session add column stage text not null default 'full' check (stage in ('full', 'password', 'code', 'enrol'));
alter table session add column address text;
alter table session add column last_seen_at timestamptz not null default now();
alter table session add column idle_minutes int;

create table account_password (
  institution_id uuid not null,
  account_id uuid not null,
  id uuid not null,
  set_at timestamptz not null,
  hash text not null,
  primary key (institution_id, account_id, id),
  foreign key (institution_id, account_id) references account (institution_id, id) on delete cascade
);

create table account_totp (
  institution_id uuid not null,
  account_id uuid not null,
  key_id int not null,
  secret bytea not null,
  -- null: shown, but not yet proven with a code.
  confirmed_at timestamptz,
  -- The last 30-second step whose code was used: each code once.
  last_step bigint not null default 0,
  primary key (institution_id, account_id),
  foreign key (institution_id, account_id) references account (institution_id, id) on delete cascade
);
create index account_totp_key on account_totp (institution_id, key_id);

create table account_recovery_code (
  institution_id uuid not null,
  account_id uuid not null,
  code_sha256 bytea not null,
  used_at timestamptz,
  primary key (institution_id, account_id, code_sha256),
  foreign key (institution_id, account_id) references account (institution_id, id) on delete cascade
);

-- One row an institution that has departed from the defaults of the accounts room.
create table security_policy (
  institution_id uuid primary key,
  password_length int not null check (password_length between 10 and 64),
  administrator_length int not null check (administrator_length between 12 and 64),
  password_days int check (password_days between 30 and 730),
  session_hours int not null check (session_hours between 1 and 24),
  idle_minutes int not null check (idle_minutes between 5 and 1440),
  lock_after int not null check (lock_after between 3 and 20),
  lock_minutes int not null check (lock_minutes between 5 and 1440),
  totp_roles text[] not null default '{}',
  version int not null default 1,
  changed_at timestamptz not null default now(),
  changed_by uuid,
  check (administrator_length >= password_length)
);

-- A role that its holder lends for a time. It counts while the holder has the role and may sign in.
create table delegation (
  institution_id uuid not null,
  id uuid not null,
  role text not null check (role in ('superior', 'party_office', 'party_secretary', 'branch_secretary', 'member', 'performance_office')),
  unit_id uuid not null,
  from_account_id uuid not null,
  to_account_id uuid not null,
  from_on date not null,
  until_on date not null,
  reason text not null,
  made_at timestamptz not null default now(),
  made_by uuid not null,
  ended_at timestamptz,
  ended_by uuid,
  primary key (institution_id, id),
  foreign key (institution_id, from_account_id) references account (institution_id, id) on delete cascade,
  foreign key (institution_id, to_account_id) references account (institution_id, id) on delete cascade,
  check (until_on >= from_on),
  check (from_account_id <> to_account_id)
);
create index delegation_to on delegation (institution_id, to_account_id, until_on);
create index delegation_from on delegation (institution_id, from_account_id);

-- Reference tables, without a tenant: nobody is known yet when they are asked.
-- Failed sign-ins by the name typed and by the address they came from; both only as SHA-256, for passwords get typed as names.
create table sign_in_failure (
  kind text not null check (kind in ('name', 'address')),
  key_sha256 bytea not null,
  count int not null,
  since timestamptz not null,
  last_at timestamptz not null,
  -- Before this moment the next try is refused; locked says whether that is a lock or only a delay.
  not_before timestamptz,
  locked boolean not null default false,
  -- All failures since the last success, for the person to see.
  total int not null,
  primary key (kind, key_sha256)
);
create index sign_in_failure_last on sign_in_failure (last_at);

-- A sign-on under way at the identity provider; taken once.
create table sign_on_attempt (
  handle_sha256 bytea primary key,
  state text not null,
  nonce text not null,
  code_verifier text not null,
  expires_at timestamptz not null
);
-- Whom the identity provider's subject means here: bound at the first sign-on, so that a renamed user is nobody else.
create table sign_on_link (
  issuer text not null,
  subject text not null,
  institution_id uuid not null,
  account_id uuid not null,
  linked_at timestamptz not null default now(),
  primary key (issuer, subject),
  unique (issuer, institution_id, account_id)
);

do $$
declare t text;
begin
  foreach t in array array['account_password', 'account_totp', 'account_recovery_code', 'security_policy', 'delegation']
  loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy by_institution on %I using (institution_id = any (current_setting(''app.institutions'')::uuid[]))', t);
    execute format('grant select, insert, update, delete on %I to linghang_app', t);
  end loop;
end $$;
grant select, insert, update, delete on sign_in_failure, sign_on_attempt, sign_on_link to linghang_app;
