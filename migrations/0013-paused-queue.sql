-- Steps whose clock stands still and that nobody holds, by unit: the queue's page of paused work.
create index steps_paused_queue on work.steps (unit, item) where done_at is null and paused_at is not null and person is null;
