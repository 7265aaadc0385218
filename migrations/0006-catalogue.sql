-- The register of procedures: what a citizen can ask for, in which version on which date, and by which internal process.
create schema catalogue;
grant usage on schema catalogue to sauro_app;
create extension if not exists btree_gist;

-- One row per procedure we have heard of, also those that are not filed in this city: they are found and pointed to.
create table catalogue.procedures (
  code text primary key check (code ~ '^[0-9]\.[0-9]{6}(\.[0-9]{3}\.[0-9]{2}\.[0-9]{2}\.[A-Z][0-9]{2})?$'),
  name text not null check (name <> ''),
  name_en text not null default '',
  -- Lower case, composed, tone marks in their new places: what an accented query is compared with.
  exact text not null,
  folded text generated always as (kernel.folded(name)) stored,
  words tsvector generated always as (to_tsvector('simple'::regconfig, kernel.folded(name))) stored,
  field text not null,
  fields text[] not null,
  levels text[] not null,
  place text not null check (place in ('here', 'elsewhere', 'never')),
  place_why text,
  -- The row of the public catalogue as it was read, and what it lacked; null for a procedure entered by hand.
  source json,
  source_hash bytea,
  changed_at timestamptz not null
);
create index procedures_folded on catalogue.procedures (folded text_pattern_ops);
create index procedures_code on catalogue.procedures (code text_pattern_ops);
create index procedures_words on catalogue.procedures using gin (words);
create index procedures_fields on catalogue.procedures using gin (fields);

create table catalogue.fields (
  key text primary key check (key ~ '^[a-z0-9-]+$'),
  name text not null,
  name_en text not null default ''
);

-- A published version never changes; only the day it ends may be set. Ranges are half-open and never overlap.
create table catalogue.versions (
  code text not null references catalogue.procedures,
  version int not null check (version > 0),
  valid_from date not null,
  valid_to date check (valid_to > valid_from),
  online_level text not null check (online_level in ('full', 'partial', 'none')),
  same_day boolean not null,
  body json not null,
  body_hash bytea not null,
  published_at timestamptz not null,
  published_by text not null,
  primary key (code, version),
  exclude using gist (code with =, daterange(valid_from, valid_to) with &&)
);

create table catalogue.drafts (
  code text primary key references catalogue.procedures,
  body json not null,
  revision int not null check (revision > 0),
  origin text not null check (origin in ('import', 'person', 'seed')),
  missing text[] not null,
  changed_at timestamptz not null,
  changed_by text not null
);

create table catalogue.imports (
  id uuid primary key,
  file_hash bytea not null,
  at timestamptz not null,
  by text not null,
  report json not null
);

-- The answer to a command, kept under its idempotency key: the same key again answers the same.
create table catalogue.commands (
  key uuid primary key,
  request_hash bytea not null,
  answer json not null,
  at timestamptz not null
);

grant select, insert, update on catalogue.procedures, catalogue.fields to sauro_app;
grant select, insert, update, delete on catalogue.drafts to sauro_app;
grant select, insert on catalogue.imports, catalogue.commands, catalogue.versions to sauro_app;
grant update (valid_to) on catalogue.versions to sauro_app;
