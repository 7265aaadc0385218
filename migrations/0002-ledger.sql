-- What happened: append-only, chained per stream, numbered, sealed in blocks.
create schema ledger;
grant usage on schema ledger to sauro_app;

-- One fact. `body` is the canonical text that was hashed (json keeps it as written, jsonb would not);
-- hash = sha256(previous hash of the stream, or 32 zero bytes, followed by the body in UTF-8).
-- No other column repeats what the body says, so that a change cannot hide in a second copy.
-- `xid` tells the sequencer which transaction wrote the row; it means nothing after a restore into another cluster.
create table ledger.entries (
  stream uuid not null,
  xid xid8 not null default pg_current_xact_id(),
  seq integer not null check (seq > 0),
  hash bytea not null check (octet_length(hash) = 32),
  body json not null,
  primary key (stream, seq)
) with (autovacuum_vacuum_insert_scale_factor = 0.05, autovacuum_analyze_scale_factor = 0.02);
create index entries_xid on ledger.entries (xid);

-- The order in which entries became visible, without gaps. Everything outside the sequencer knows an entry by its position.
create table ledger.positions (
  position bigint primary key,
  stream uuid not null,
  seq integer not null,
  unique (stream, seq)
) with (autovacuum_vacuum_insert_scale_factor = 0.05, autovacuum_analyze_scale_factor = 0.02);

-- How far the sequencer has come: everything visible in this snapshot of this cluster has a position.
create table ledger.sequencer (
  only_row boolean primary key default true check (only_row),
  cluster text,
  snapshot pg_snapshot,
  position bigint not null
) with (fillfactor = 10, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);
insert into ledger.sequencer (position) values (0);

-- A Merkle tree over the hashes of the entries at from_position … to_position, chained to the block before.
create table ledger.blocks (
  block bigint primary key check (block > 0),
  from_position bigint not null,
  to_position bigint not null,
  leaves integer not null check (leaves = to_position - from_position + 1),
  root bytea not null,
  previous bytea not null,
  hash bytea not null,
  sealed_at timestamptz not null
);
create unique index blocks_to on ledger.blocks (to_position);
create index blocks_sealed on ledger.blocks (sealed_at);

-- Streams without an item (sign-in, permits, rules …) keep their last hash here; an item keeps its own.
create table ledger.heads (
  stream uuid primary key,
  name text not null unique,
  seq integer not null,
  head bytea not null
) with (fillfactor = 70);

-- How far each subscription has come; moved in the transaction that holds the effects of the batch.
create table ledger.cursors (
  subscription text primary key,
  position bigint not null
) with (fillfactor = 10, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);

-- The application adds and reads. It can neither change nor remove, nor say which transaction wrote an entry.
grant select, insert (stream, seq, hash, body) on ledger.entries to sauro_app;
grant select, insert on ledger.positions, ledger.blocks to sauro_app;
grant select, insert, update on ledger.heads, ledger.cursors to sauro_app;
grant select, update on ledger.sequencer to sauro_app;
