-- Who spoke to an item of the agenda, in the order in which they did.
alter table agenda_item add column speaker_ids uuid[] not null default '{}';
