-- An early or late election has the approval of the level above (R-TRM-3): the term then ends on the approved day.

alter table term add column approved_ends_on date;
alter table term add column approved_by text check (char_length(approved_by) between 1 and 100);
alter table term add column approval_no text check (char_length(approval_no) between 1 and 60);
alter table term add column approved_on date;
alter table term add column approval_reason text check (char_length(approval_reason) between 1 and 500);
alter table term add constraint term_approval check (
  num_nulls(approved_ends_on, approved_by, approval_no, approved_on, approval_reason) in (0, 5));

-- A letter is written for a day on which a term ends: once that is another day, there is another letter.
alter table term_letter drop constraint term_letter_institution_id_unit_id_number_key;
alter table term_letter add unique (institution_id, unit_id, number, ends_on);
