-- What is known of each attachment. The bytes lie outside the database, on disk or in S3, under their checksum.
create schema documents;
grant usage on schema documents to sauro_app;
create table documents.files (
  id uuid primary key,
  sha256 bytea not null check (octet_length(sha256) = 32),
  bytes bigint not null check (bytes > 0),
  -- Media type told from the content, never the one the sender claimed.
  type text not null,
  -- uploaded: kept, but no scanner has passed it; clean: a scanner has; refused: a scanner found something and the bytes are gone.
  state text not null check (state in ('uploaded', 'clean', 'refused')),
  -- "none" where no scanner is configured, "waiting" while the scanner does not answer, else the scanner's name.
  scanned_by text not null,
  finding text,
  -- Where the bytes lie; null when they are gone.
  place text,
  -- The name as the sender wrote it, sealed: names of files are names of people.
  name bytea not null,
  uploaded_by text not null,
  -- The ledger stream (item) whose entry named the file first; a file nobody names within a day is swept.
  linked_to uuid,
  created_at timestamptz not null,
  linked_at timestamptz,
  expired_at timestamptz,
  check ((state = 'refused') = (place is null)),
  check ((linked_to is null) = (linked_at is null))
);
create index files_linked_to on documents.files (linked_to) where linked_to is not null;
create index files_unlinked on documents.files (created_at) where linked_to is null;
create index files_waiting on documents.files (created_at) where scanned_by = 'waiting';
create index files_place on documents.files (place);
grant select, insert, update, delete on documents.files to sauro_app;
