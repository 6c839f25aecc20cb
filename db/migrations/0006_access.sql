-- The second lock: the application works as linghang_app, sees only the institutions in scope, and cannot change the audit.

do $$ begin
  if not exists (select from pg_roles where rolname = 'linghang_app') then create role linghang_app nologin; end if;
  -- PostgreSQL 16 and later give the maker of a role its administration but not its use.
  if not pg_has_role(current_user, 'linghang_app', 'member') or current_setting('server_version_num')::int >= 160000 then
    execute format('grant linghang_app to %I', current_user);
  end if;
end $$;

do $$
declare t text;
begin
  foreach t in array array['account', 'session', 'account_grant', 'audit', 'audit_head', 'stored_file', 'unit', 'person',
    'affiliation', 'post', 'coverage', 'term', 'duty', 'duty_fulfilment', 'meeting', 'meeting_roll', 'agenda_item',
    'resolution', 'resolution_vote', 'assessment_result', 'workload']
  loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy by_institution on %I using (institution_id = any (current_setting(''app.institutions'')::uuid[]))', t);
    execute format('grant select, insert, update, delete on %I to linghang_app', t);
  end loop;
end $$;

revoke update, delete on audit from linghang_app;
revoke delete on audit_head from linghang_app;
grant select, insert, update on institution, login_name to linghang_app;
grant delete on login_name to linghang_app;
grant select, insert, update, delete on holiday, calendar_year to linghang_app;
grant usage on schema public to linghang_app;
grant execute on function enqueue_job(text, json, text) to linghang_app;

-- After a bulk import the planner knows nothing of the new rows until autovacuum comes by; only the owner may analyze.
create function refresh_statistics() returns void language plpgsql security definer set search_path = public
  as $$ begin analyze unit, person, affiliation, post, coverage, term, duty, duty_fulfilment, meeting, meeting_roll; end $$;
revoke all on function refresh_statistics() from public;
grant execute on function refresh_statistics() to linghang_app;
