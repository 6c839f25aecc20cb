-- Searching a large tree by the words alone: the scope is checked on what they find.

-- Written so that no index serves it: the index of institutions would list every unit in scope for each search, and the
-- ones with the words are few. Reads and writes of one unit's line bring the key themselves.
alter policy by_institution on unit_key using (array[institution_id] <@ (select current_setting('app.institutions')::uuid[])::uuid[]);
