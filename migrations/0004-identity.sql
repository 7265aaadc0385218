-- Who signs in and how. Secrets are kept only as hashes, other personal data sealed; what happened goes to the ledger.
create schema identity;
grant usage on schema identity to sauro_app;

-- Local accounts of officials.
create table identity.accounts (
  id uuid primary key,
  person uuid not null,
  username text not null unique check (username ~ '^[a-z0-9][a-z0-9._-]{1,63}$'),
  password text not null,
  totp bytea,
  totp_last_step bigint not null default 0,
  disabled_at timestamptz
);
create index on identity.accounts (person);

-- People and bodies outside the administration, known by the issuer of their electronic identity.
create table identity.applicants (
  id uuid primary key,
  issuer text not null,
  subject_hash bytea not null,
  kind text not null check (kind in ('citizen', 'household-business', 'business', 'organisation')),
  details bytea,
  number_hash bytea,
  level smallint,
  first_at timestamptz not null,
  erased_at timestamptz,
  unique (issuer, subject_hash)
);
create index on identity.applicants (number_hash);

-- Officials who sign in by an issuer instead of a password.
create table identity.staff_links (
  issuer text not null,
  subject_hash bytea not null,
  person uuid not null,
  primary key (issuer, subject_hash)
);

create table identity.sessions (
  id uuid primary key,
  token_hash bytea not null unique,
  kind text not null check (kind in ('staff', 'applicant')),
  actor uuid not null,
  method text not null,
  posts_hash bytea not null,
  started_at timestamptz not null,
  seen_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz,
  ended_why text
);
create index on identity.sessions (actor) where ended_at is null;
create index on identity.sessions (ended_at) where ended_at is not null;

-- Tokens of programs: for a person's own use (then limited to some verbs), or of a service with a part of the unit tree.
create table identity.tokens (
  id uuid primary key,
  token_hash bytea not null unique,
  label text not null,
  kind text not null check (kind in ('staff', 'service')),
  person uuid,
  verbs text[] not null,
  unit text,
  made_at timestamptz not null,
  expires_at timestamptz not null,
  revoked_at timestamptz,
  check ((kind = 'staff') = (person is not null)),
  check ((kind = 'service') = (unit is not null))
);

-- A sign-in by an issuer that has begun: used once, in the browser that began it.
create table identity.oidc_starts (
  state_hash bytea primary key,
  provider text not null,
  browser_hash bytea not null,
  sealed bytea not null,
  expires_at timestamptz not null
);

-- Failed sign-ins by account and source together. Nobody can lock out somebody else: another source has another row, and a device
-- that has signed in before has its own.
create table identity.attempts (
  key bytea primary key,
  failures integer not null,
  last_at timestamptz not null,
  not_before timestamptz not null
);

create table identity.devices (
  token_hash bytea primary key,
  account uuid not null references identity.accounts,
  seen_at timestamptz not null
);

grant select, insert, update on all tables in schema identity to sauro_app;
grant delete on identity.oidc_starts, identity.attempts, identity.devices to sauro_app;
