-- Messages out: one per ledger entry and template. The table is the queue; what was sent, failed and was read stays here.
create schema notifications;
grant usage on schema notifications to sauro_app;
create table notifications.messages (
  id uuid primary key,
  item uuid not null,
  -- Position of the ledger entry the message tells of.
  position bigint not null,
  seq int not null,
  template text not null,
  -- National status code the applicant is told; null when the entry left it as it was.
  status smallint check (status between 1 and 10),
  channel text not null check (channel in ('sms', 'email', 'app')),
  state text not null check (state in ('queued', 'sent', 'failed', 'read')),
  -- Address and words in both languages, sealed. Erased with the person.
  sealed bytea,
  happened_at timestamptz not null,
  queued_at timestamptz not null,
  -- When it may be tried next; while it is being sent, when it may be taken over from a process that died.
  next_try_at timestamptz,
  attempts smallint not null default 0,
  sent_at timestamptz,
  read_at timestamptz,
  failure text,
  -- For a message whose sending is itself a fact (a supplement notice starts the pause): when work was told.
  told_at timestamptz,
  unique (position, template),
  check ((state in ('sent', 'read')) = (sent_at is not null)),
  check ((state = 'read') = (read_at is not null)),
  check ((state = 'queued') = (next_try_at is not null))
);
create index messages_due on notifications.messages (next_try_at) where state = 'queued';
create index messages_item on notifications.messages (item, position);
create index messages_untold on notifications.messages (sent_at) where told_at is null and template = 'supplement.requested' and sent_at is not null;
grant select, insert, update on notifications.messages to sauro_app;
