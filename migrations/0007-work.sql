-- Dossiers, assigned tasks, citizen reports: one life cycle. State here, facts in ledger.entries, one statement for both.
create schema work;
grant usage on schema work to sauro_app;

-- Nothing that changes during an item's life is indexed, so that its updates stay on the page (heap-only).
create table work.items (
  id uuid primary key,
  kind text not null check (kind in ('dossier', 'task', 'report')),
  code text not null unique,
  origin text not null check (origin in ('own', 'national', 'imported')),
  status smallint not null check (status between 1 and 10),
  version int not null check (version >= 1),
  seq int not null check (seq >= 1),
  head bytea not null check (octet_length(head) = 32),
  procedure text,
  procedure_version int,
  channel smallint not null check (channel in (1, 2, 3)),
  received_unit text not null,
  competent_unit text not null,
  returned_unit text not null,
  party uuid not null,
  account uuid,
  parent uuid,
  notify text not null check (notify in ('sms', 'email', 'app', 'none')),
  filed_at timestamptz not null,
  answer_by timestamptz not null,
  answered_at timestamptz,
  accepted_at timestamptz,
  counted_from timestamptz,
  due_at timestamptz,
  late_from timestamptz,
  extended_due_at timestamptz,
  finished_at timestamptz,
  closed_at timestamptz,
  outcome text check (outcome in ('granted', 'refused')),
  supplement_requests smallint not null default 0,
  extensions smallint not null default 0,
  -- The appointment is empty until acceptance, and an accepted item has one.
  check ((accepted_at is null) = (due_at is null)),
  check (kind <> 'dossier' or (procedure is not null and procedure_version is not null)),
  check (extended_due_at is null or due_at is not null)
) with (fillfactor = 80);
create index items_party on work.items (party);
create index items_account on work.items (account, id) where account is not null;
-- The competent and the receiving unit hardly ever change, and an update that leaves them alone stays heap-only. Ids grow with time.
create index items_competent on work.items (competent_unit, id desc);
create index items_received on work.items (received_unit, id desc);
create index items_parent on work.items (parent) where parent is not null;
comment on column work.items.due_at is 'the first appointment, with the pauses given back; an apology does not move it';
comment on column work.items.extended_due_at is 'the appointment an apology granted; on-time against it is shown beside the first';

-- The six clears: person (or the post that is resolved to one), job, time, responsibility, product, authority. None may be empty.
create table work.steps (
  item uuid not null references work.items,
  no smallint not null,
  key text not null,
  unit text not null check (unit <> ''),
  role text not null check (role <> ''),
  person uuid,
  job text not null check (job <> ''),
  allow text not null check (allow <> ''),
  allowed_min int not null check (allowed_min > 0),
  due_at timestamptz not null,
  duty text not null check (duty in ('lead', 'coordinate', 'approve')),
  responsibility text not null check (responsibility <> ''),
  product text not null check (product <> ''),
  authority text not null check (authority <> ''),
  opened_at timestamptz not null,
  paused_at timestamptz,
  done_at timestamptz,
  outcome text,
  worked_min int,
  charged_to uuid,
  primary key (item, no),
  check (done_at is null or done_at >= opened_at),
  check ((done_at is null) = (worked_min is null))
) with (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.02);
create index steps_of_person on work.steps (person, due_at, item) where done_at is null and paused_at is null;
create index steps_of_unit on work.steps (unit, due_at, item) where done_at is null and paused_at is null;
create index steps_by_due on work.steps (due_at, item) include (unit, person, duty) where done_at is null and paused_at is null;
create index steps_paused on work.steps (person, item) where done_at is null and paused_at is not null;
-- Exactly one lead; many may coordinate.
create unique index steps_one_lead on work.steps (item) where done_at is null and duty <> 'coordinate';

create table work.pauses (
  item uuid not null references work.items,
  no smallint not null,
  kind text not null check (kind in ('applicant', 'fee', 'tax')),
  from_at timestamptz not null,
  to_at timestamptz,
  amount bigint check (amount >= 0),
  primary key (item, no),
  check (to_at is null or to_at >= from_at)
);

-- Applicants. Everything that tells who somebody is lies sealed; it is found by keyed hashes and can be erased while the chain stands.
create table work.parties (
  id uuid primary key,
  kind text not null check (kind in ('citizen', 'household-business', 'business', 'organisation')),
  sealed bytea,
  number_hash bytea,
  phone_hash bytea,
  name_hashes bytea[] not null default '{}',
  erased_at timestamptz
);
create index parties_number on work.parties (number_hash) where number_hash is not null;
create index parties_phone on work.parties (phone_hash) where phone_hash is not null;
create index parties_names on work.parties using gin (name_hashes);

-- Words that people typed (reasons, guidance), sealed; the entry holds their salted hash only.
create table work.words (
  item uuid not null references work.items,
  seq int not null,
  field text not null,
  salt bytea not null,
  sealed bytea,
  primary key (item, seq, field)
);

-- Parts of the dossier as they were handed in.
create table work.papers (
  item uuid not null references work.items,
  no smallint not null,
  part text not null,
  originals smallint not null default 0 check (originals >= 0),
  copies smallint not null default 0 check (copies >= 0),
  files uuid[] not null default '{}',
  given_at timestamptz not null,
  kind text not null default 'part' check (kind in ('part', 'result')),
  primary key (item, no)
);

-- One answer per idempotency key.
create table work.commands (
  key uuid primary key,
  item uuid not null,
  body_hash bytea not null,
  answer json not null
);

-- The last number given, by receiving unit and local day. Gapless: taken in the same statement as the filing.
create table work.counters (
  unit text not null,
  day date not null,
  last int not null check (last > 0),
  primary key (unit, day)
) with (fillfactor = 20);

grant select, insert, update on all tables in schema work to sauro_app;
