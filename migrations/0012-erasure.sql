-- What is left of a file once its person was erased: id, checksum, size and type, so that chains and lists stay true. The name goes in the
-- statement that erases; the bytes go in the next round of housekeeping, which forgets the place only after they are gone.
alter table documents.files
  alter column name drop not null,
  add column erased_at timestamptz,
  drop constraint files_check,
  add check ((name is null) = (erased_at is not null)),
  add check (state <> 'refused' or place is null),
  add check (place is not null or state = 'refused' or erased_at is not null);
create index files_erased on documents.files (erased_at) where erased_at is not null and place is not null;

-- A draft is found by the number of the person it names as well, because somebody else may have begun it.
alter table portal.drafts add column number_hash bytea;
create index drafts_number on portal.drafts (number_hash) where number_hash is not null;
