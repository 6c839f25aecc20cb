-- Templates of standard forms: an institution's own versions in place of the one that the product brings along.

create table form_template (
  institution_id uuid not null,
  id uuid not null,
  form text not null,
  -- Counted from 1 for each form of an institution.
  number int not null check (number > 0),
  file_sha256 text not null,
  file_name text not null,
  size int not null check (size > 0),
  -- Fields that the form should have and this version leaves out.
  missing text[] not null default '{}',
  uploaded_by uuid not null,
  uploaded_by_name text not null,
  uploaded_at timestamptz not null,
  -- When it was last taken into use, and until when; neither for one that never was.
  active_from timestamptz,
  active_until timestamptz check (active_until >= active_from),
  primary key (institution_id, id),
  unique (institution_id, form, number),
  foreign key (institution_id, file_sha256) references stored_file (institution_id, sha256)
);
-- One version at a time; with none, the product's own is used.
create unique index form_template_active on form_template (institution_id, form)
  where active_from is not null and active_until is null;

alter table form_template enable row level security;
alter table form_template force row level security;
create policy by_institution on form_template using (institution_id = any (current_setting('app.institutions')::uuid[]));
grant select, insert, update, delete on form_template to linghang_app;
