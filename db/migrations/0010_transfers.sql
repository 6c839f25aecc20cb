-- Transfers from and to organisations that do not use the product, and what was answered; arrivals find the inbox quickly.

-- A member who comes from outside has no institution here to come from.
alter table transfer alter column from_institution_id drop not null;
-- The receiver's receipt (回执), and why a transfer was turned down or called back.
alter table transfer add column receipt_no text;
alter table transfer add column answer text;
create index transfer_state on transfer (institution_id, state, requested_on desc);
-- Same name and day of birth, for finding duplicates.
create index person_name_born on person (institution_id, name, born_on);
