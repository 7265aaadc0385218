-- The role the application acts under. It owns nothing: each later migration grants it what its schema needs, and no more.
do $$ begin
  if not exists (select from pg_roles where rolname = 'sauro_app') then
    create role sauro_app nologin;
  end if;
end $$;
do $$ begin
  execute format('grant sauro_app to %I', current_user);
end $$;
grant usage on schema kernel to sauro_app;
grant select on kernel.migrations to sauro_app;
create extension if not exists unaccent;
-- The text people search by: lower case without marks. Immutable, so that it can stand in a stored column and an index.
create function kernel.folded(text) returns text language sql immutable parallel safe strict
  as $$ select public.unaccent('public.unaccent'::regdictionary, lower($1)) $$;
