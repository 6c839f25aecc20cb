-- Uploaded workbooks are kept for a time: when the file of a run, and the faults that quote it, were deleted.

alter table import_run add column file_deleted_at timestamptz;
create index import_run_file on import_run (institution_id, at) where file_deleted_at is null;
