-- Up Migration

create table processes (
  id text primary key,
  host text not null,
  machine text,
  pid integer not null,
  pid_started text,
  started_at timestamptz not null default now(),
  heartbeat_at timestamptz not null default now()
);
comment on table processes is 'The processes that run jobs when the queue is Postgres. A process without a row is dead: others delete the row of one whose heartbeat has stopped, and free what it held.';
comment on column processes.machine is 'The boot id and the pid namespace, on Linux: where these are the same, the pid tells whether the process is gone. Null elsewhere.';
comment on column processes.pid_started is 'When the pid began, in ticks since the boot: the pid of a dead process may belong to another one now.';

create table schedules (
  name text primary key,
  ran_for timestamptz not null default 'epoch',
  process_id text
);
comment on table schedules is 'The workers that run by the clock when the queue is Postgres, one row each.';
comment on column schedules.ran_for is 'The firing that the last complete run was for: a later one that is past is due, however many were missed.';
comment on column schedules.process_id is 'The process that runs it now, as long as that process has a row.';

alter table jobs add process_id text;
comment on column jobs.process_id is 'The process of the last attempt when the queue is Postgres: its death ends the lease. Null on the other queues.';
create index jobs_due on jobs (next_attempt_at) where status = 'queued';
create index jobs_leased on jobs (lease_until) where status = 'running';

alter table webhook_deliveries add process_id text;
comment on column webhook_deliveries.process_id is 'As in jobs.';
