-- Who there is and where they work, all by date. Ranges are half-open: `to_date` is the first day on which a row no longer holds.
create extension if not exists btree_gist;
create schema people;
grant usage on schema people to sauro_app;

-- The administrative divisions of the country (QĐ 19/2025/QĐ-TTg): a province has 2 digits, a commune 5. The code is the key, never the name:
-- seven communes are called Tân Tiến, and one commune is spelt Hòa and Hoà.
create table people.places (
  code text not null check (code ~ '^([0-9]{2}|[0-9]{5})$'),
  province text check (province ~ '^[0-9]{2}$'),
  kind text not null check (kind in ('province', 'municipality', 'ward', 'commune', 'special-zone')),
  name_vi text not null,
  name_en text not null,
  folded text generated always as (kernel.folded(name_vi)) stored,
  from_date date not null,
  to_date date check (to_date > from_date),
  primary key (code, from_date),
  exclude using gist (code with =, daterange(from_date, to_date) with &&)
);
create index on people.places (province, code);
create index on people.places (folded text_pattern_ops);

-- The units of the city: a tree by date. A renamed or moved unit gets a new row under the same code.
create table people.units (
  code text not null check (code ~ '^[A-Z0-9]+([.][A-Z0-9]+)*$' and length(code) <= 35),
  parent text,
  kind text not null check (kind in ('city', 'department', 'centre', 'branch', 'area-team', 'commune', 'commune-centre', 'room', 'office')),
  name_vi text not null,
  name_en text not null,
  folded text generated always as (kernel.folded(name_vi)) stored,
  admin_code text check (admin_code ~ '^([0-9]{2}|[0-9]{5})$'),
  hours text not null,
  code_evidence text not null check (code_evidence in ('verified', 'secondary', 'unverified')),
  from_date date not null,
  to_date date check (to_date > from_date),
  primary key (code, from_date),
  check (parent is distinct from code),
  exclude using gist (code with =, daterange(from_date, to_date) with &&)
);
create index on people.units (folded text_pattern_ops);

-- Vị trí việc làm: a place to be filled in a unit, with the role that permits and processes speak of.
create table people.posts (
  id uuid primary key,
  unit text not null,
  role text not null check (role in ('clerk', 'case-official', 'unit-head', 'deputy-head', 'leader', 'city-office', 'home-affairs', 'hotline', 'inspector', 'it', 'cashier')),
  name_vi text not null,
  name_en text not null,
  seats integer not null default 1 check (seats > 0),
  from_date date not null,
  to_date date check (to_date > from_date)
);
create index on people.posts (unit, role);

-- The people who work for the city. Everything that names them is sealed and can be erased; the id stays, because the ledger holds it.
create table people.people (
  id uuid primary key,
  name bytea,
  phone bytea,
  email bytea,
  number bytea,
  number_hash bytea unique,
  name_hashes bytea[] not null default '{}',
  erased_at timestamptz,
  check (erased_at is null or (name is null and phone is null and email is null and number is null and number_hash is null and name_hashes = '{}')),
  check (erased_at is not null or name is not null)
);
create index on people.people using gin (name_hashes);

-- Who is in which post. While somebody is seconded elsewhere, their own posts rest.
create table people.holdings (
  id uuid primary key,
  post uuid not null references people.posts,
  person uuid not null references people.people,
  kind text not null check (kind in ('holds', 'stands-in', 'seconded')),
  instead_of uuid references people.people,
  decision text not null,
  from_date date not null,
  to_date date check (to_date > from_date),
  check (kind = 'stands-in' or instead_of is null),
  check (instead_of is distinct from person),
  exclude using gist (post with =, person with =, daterange(from_date, to_date) with &&)
);
create index on people.holdings (person);
create index on people.holdings (post);

-- What other processes must read again. One row; whoever changes units or posts adds one.
create table people.changes (
  single boolean primary key default true check (single),
  units bigint not null default 0,
  posts bigint not null default 0
);
insert into people.changes default values;

grant select, insert, update on people.places, people.units, people.posts, people.people, people.holdings to sauro_app;
grant select, update on people.changes to sauro_app;
