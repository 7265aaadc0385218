-- Linked procedures: one filing and one receipt over several dossiers, which name this row as their parent. Nothing of the applicant is here.
create table work.linked (
  id uuid primary key,
  code text not null unique,
  set_code text not null,
  set_from date not null,
  channel smallint not null check (channel in (1, 2, 3)),
  received_unit text not null,
  returned_unit text not null,
  account uuid,
  filed_at timestamptz not null,
  members json not null,
  held jsonb not null default '{}'
);
comment on column work.linked.members is 'what each member is filed with when its turn comes: procedure, competent unit, papers';
comment on column work.linked.held is 'by procedure: why a member whose turn had come could not be filed';
grant select, insert, update on work.linked to sauro_app;
