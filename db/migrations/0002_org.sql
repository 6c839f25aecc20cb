-- Units, people and what ties them: affiliation, posts, coverage of departments, terms.

-- The one tree. The root unit of an institution has parent_id null; path runs from the topmost institution's root to the unit itself.
create table unit (
  institution_id uuid not null,
  id uuid not null,
  code text not null,
  name text not null,
  kind text not null check (kind in ('commission', 'institution', 'committee', 'general_branch', 'branch', 'group', 'department')),
  parent_id uuid,
  path uuid[] not null,
  founded_on date,
  dissolved_on date,
  version int not null default 1,
  primary key (institution_id, id),
  unique (institution_id, code),
  foreign key (institution_id, parent_id) references unit (institution_id, id),
  check (dissolved_on is null or founded_on is null or dissolved_on >= founded_on)
);
create index unit_path on unit using gin (path);
create index unit_parent on unit (institution_id, parent_id);

create table person (
  institution_id uuid not null,
  id uuid not null,
  staff_no text not null,
  name text not null,
  name_sort text not null,
  gender text check (gender in ('female', 'male')),
  born_on date,
  education text check (education in ('doctor', 'master', 'bachelor', 'college', 'other')),
  title text,
  status text not null check (status in ('full', 'probationary', 'candidate', 'activist', 'applicant', 'none')),
  probation_on date,
  full_on date,
  department_id uuid,
  service text not null default 'in_service' check (service in ('in_service', 'retired')),
  version int not null default 1,
  primary key (institution_id, id),
  unique (institution_id, staff_no),
  foreign key (institution_id, department_id) references unit (institution_id, id),
  check (status <> 'full' or full_on is not null),
  check (status not in ('full', 'probationary') or probation_on is not null),
  check (full_on is null or probation_on is null or full_on >= probation_on)
);
create index person_name on person (institution_id, name_sort);
create index person_department on person (institution_id, department_id);

-- Which Party unit a person belongs to, and since when.
create table affiliation (
  institution_id uuid not null,
  person_id uuid not null,
  unit_id uuid not null,
  from_on date not null,
  until_on date,
  primary key (institution_id, person_id, from_on),
  foreign key (institution_id, person_id) references person (institution_id, id) on delete cascade,
  foreign key (institution_id, unit_id) references unit (institution_id, id),
  check (until_on is null or until_on >= from_on)
);
create index affiliation_unit on affiliation (institution_id, unit_id);

create table post (
  institution_id uuid not null,
  person_id uuid not null,
  unit_id uuid not null,
  post text not null check (post in ('secretary', 'deputy_secretary', 'organization_member', 'publicity_member', 'discipline_member', 'committee_member', 'group_leader', 'president', 'vice_president', 'department_head', 'department_deputy', 'head_nurse')),
  from_on date not null,
  until_on date,
  primary key (institution_id, unit_id, person_id, post, from_on),
  foreign key (institution_id, person_id) references person (institution_id, id) on delete cascade,
  foreign key (institution_id, unit_id) references unit (institution_id, id),
  check (until_on is null or until_on >= from_on)
);
create index post_person on post (institution_id, person_id);

create table coverage (
  institution_id uuid not null,
  branch_id uuid not null,
  department_id uuid not null,
  from_on date not null,
  until_on date,
  primary key (institution_id, branch_id, department_id, from_on),
  foreign key (institution_id, branch_id) references unit (institution_id, id),
  foreign key (institution_id, department_id) references unit (institution_id, id),
  check (until_on is null or until_on >= from_on)
);
create index coverage_department on coverage (institution_id, department_id);

create table term (
  institution_id uuid not null,
  unit_id uuid not null,
  number int not null check (number >= 1),
  started_on date not null,
  years int not null check (years between 1 and 10),
  primary key (institution_id, unit_id, number),
  foreign key (institution_id, unit_id) references unit (institution_id, id)
);
