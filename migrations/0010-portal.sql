-- What the portal keeps between two pages: which dossiers a browser opened, and filings not sent yet. Both sealed, both short-lived.
create schema portal;
create table portal.visits (
  key bytea primary key,
  body bytea not null,
  expires_at timestamptz not null
);
create index visits_expiry on portal.visits (expires_at);
create table portal.drafts (
  owner bytea not null,
  procedure text not null,
  body bytea not null,
  saved_at timestamptz not null,
  expires_at timestamptz not null,
  primary key (owner, procedure)
);
create index drafts_expiry on portal.drafts (expires_at);
grant usage on schema portal to sauro_app;
grant select, insert, update, delete on portal.visits, portal.drafts to sauro_app;
