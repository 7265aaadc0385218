-- A representative of somebody's filing is found by number as well, so that who never filed for themselves can still be erased.
alter table work.parties add column through_hash bytea;
create index parties_through on work.parties (through_hash) where through_hash is not null;
alter table portal.drafts add column through_hash bytea;
create index drafts_through on portal.drafts (through_hash) where through_hash is not null;
