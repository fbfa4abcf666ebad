-- Up Migration

create table webhook_deliveries (
  id text primary key default 'msg_' || replace(gen_random_uuid()::text, '-', ''),
  job_id text not null references jobs on delete cascade,
  event text not null check (event in ('job.completed', 'job.failed', 'job.cancelled')),
  url text not null,
  status text not null default 'pending' check (status in ('pending', 'delivered', 'failed')),
  attempt integer not null default 0,
  earlier_attempts integer not null default 0,
  next_attempt_at timestamptz not null default now(),
  dispatched_at timestamptz not null default now(),
  lease_until timestamptz,
  created_at timestamptz not null default now(),
  finished_at timestamptz,
  check ((status = 'pending') = (finished_at is null)),
  check (status = 'pending' or lease_until is null)
);
comment on table webhook_deliveries is 'One row for each end of a job with a callback URL, inserted by the statement that ends the job.';
comment on column webhook_deliveries.attempt is 'The number of the last attempt. It only ever grows: it is the fence that keeps late ones out.';
comment on column webhook_deliveries.earlier_attempts is 'Attempts before the last redelivery: they do not count against the limit.';
create index webhook_deliveries_of_job on webhook_deliveries (job_id);
create index webhook_deliveries_newest on webhook_deliveries (created_at desc, id desc);
create index webhook_deliveries_pending on webhook_deliveries (next_attempt_at) where status = 'pending';

create table webhook_attempts (
  delivery_id text not null references webhook_deliveries on delete cascade,
  attempt integer not null,
  status_code integer,
  error text,
  latency_ms integer not null,
  created_at timestamptz not null default now(),
  primary key (delivery_id, attempt)
);
comment on table webhook_attempts is 'The log of deliveries: what the receiver answered, or why it could not be reached.';
