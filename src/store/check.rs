use super::tallies::kinds_of_sums;
use super::{Db, on};
use crate::error::Result;

/// The number of an invariant, what is wrong, and a statement that selects the requests where it is.
const VIOLATIONS: [(u8, &str, &str); 14] = [
    (
        1,
        "delivered without an approval by somebody else",
        "select distinct r.id from requests r left join approvals a on a.id = r.approval_id
         where r.state in ('approved', 'delivering', 'succeeded', 'failed', 'closed')
           and (a.id is null or a.approved_by = r.requested_by or a.request_id <> r.id) and $1 = $1",
    ),
    (
        1,
        "a delivery was tried although nobody approved",
        "select distinct d.request_id from deliveries d join requests r on r.id = d.request_id
         where d.attempts > 0 and r.approval_id is null and $1 = $1",
    ),
    (
        2,
        "its deliveries are not numbered without gaps",
        "select r.id from requests r left join deliveries d on d.request_id = r.id
         group by r.id, r.deliveries having (count(d.n) <> r.deliveries or min(d.n) <> 1 or max(d.n) <> r.deliveries) and $1 = $1",
    ),
    (
        3,
        "a delivery is being sent although its lease ran out an hour ago",
        "select distinct request_id from deliveries where state = 'sending' and lease_until < $1 - 3600000",
    ),
    (
        3,
        "an attempt is missing",
        "select distinct d.request_id from deliveries d
         where d.state <> 'sending' and d.attempts <> (select count(*) from attempts a where a.request_id = d.request_id and a.delivery = d.n)
           and $1 = $1",
    ),
    (
        4,
        "shown as failed although the last call has no trustworthy answer",
        "select distinct d.request_id from deliveries d
         join attempts a on a.request_id = d.request_id and a.delivery = d.n and a.n = d.attempts
         where d.state in ('failed', 'refused') and a.outcome = 'unclear' and $1 = $1",
    ),
    (
        5,
        "its order number is not held by it",
        "select r.id from requests r where r.order_number is not null
           and (r.state in ('pending', 'held', 'approved', 'delivering', 'succeeded', 'failed') or (r.state = 'closed' and r.succeeded > 0))
           and not exists (select 1 from order_claims c where c.game_id = r.game_id and c.direction = r.direction
                and c.order_number = r.order_number and c.request_id = r.id) and $1 = $1",
    ),
    (
        5,
        "it holds an order number it should have released",
        "select r.id from requests r join order_claims c on c.request_id = r.id
         where (r.state in ('rejected', 'canceled') or (r.state = 'closed' and r.succeeded = 0)) and $1 = $1",
    ),
    (
        6,
        "its state has no event",
        "select r.id from requests r
         where not exists (select 1 from events e where e.subject = 'request' and e.subject_id = r.id and e.action in
            (r.state, case r.state when 'pending' then 'requested' when 'delivering' then 'started' when 'failed' then 'seal_broken' else r.state end))
           and $1 = $1",
    ),
    (
        8,
        "its counters are not what counting gives",
        "select r.id from requests r left join deliveries d on d.request_id = r.id
         group by r.id, r.waiting, r.queued, r.sending, r.succeeded, r.refused, r.failed, r.unknown, r.canceled
         having (sum(case when d.state = 'waiting' then 1 else 0 end) <> r.waiting
              or sum(case when d.state = 'queued' then 1 else 0 end) <> r.queued
              or sum(case when d.state = 'sending' then 1 else 0 end) <> r.sending
              or sum(case when d.state = 'succeeded' then 1 else 0 end) <> r.succeeded
              or sum(case when d.state = 'refused' then 1 else 0 end) <> r.refused
              or sum(case when d.state = 'failed' then 1 else 0 end) <> r.failed
              or sum(case when d.state = 'unknown' then 1 else 0 end) <> r.unknown
              or sum(case when d.state = 'canceled' then 1 else 0 end) <> r.canceled) and $1 = $1",
    ),
    (
        8,
        "it is ended although deliveries are under way",
        "select id from requests where state in ('succeeded', 'failed', 'closed', 'rejected', 'canceled')
         and waiting + queued + sending > 0 and $1 = $1",
    ),
    (
        8,
        "its tallies are not what counting gives",
        "select distinct request_id from (
            select request_id from (
                select request_id, succeeded, minute, server_id, line, item_id, game_id, direction, reason_id, requester_id,
                    approver_id, deliveries, billions, units from tallies
                union all
                select d.request_id, d.state = 'succeeded', d.settled_at - d.settled_at % 60000, d.server_id, l.line, l.item_id,
                    r.game_id, r.direction, r.reason_id, r.requested_by, a.approved_by, -count(*),
                    -sum(coalesce(l.quantity, d.quantity) / 1000000000), -sum(coalesce(l.quantity, d.quantity) % 1000000000)
                from deliveries d join requests r on r.id = d.request_id join approvals a on a.id = r.approval_id
                    join request_lines l on l.request_id = r.id
                where d.settled_at is not null and d.state in ('succeeded', 'refused', 'failed', 'unknown')
                group by d.request_id, d.state = 'succeeded', d.settled_at - d.settled_at % 60000, d.server_id, l.line, l.item_id,
                    r.game_id, r.direction, r.reason_id, r.requested_by, a.approved_by) tallied
            group by request_id, succeeded, minute, server_id, line, item_id, game_id, direction, reason_id, requester_id, approver_id
            having sum(deliveries) <> 0 or sum(billions) <> 0 or sum(units) <> 0) wrong
         where $1 = $1",
    ),
    (
        8,
        "its troubles are not what counting gives",
        "select distinct request_id from (
            select request_id, server_id, state, cause, code from (
                select request_id, server_id, state, cause, code, deliveries from troubles
                union all
                select request_id, server_id, state, coalesce(cause, ''), coalesce(code, ''), -1 from deliveries
                where settled_at is not null and state in ('refused', 'failed', 'unknown')) counted
            group by request_id, server_id, state, cause, code having sum(deliveries) <> 0) wrong
         where $1 = $1",
    ),
    (
        8,
        "the sums of the logs are not what their tallies give",
        concat!(
            "select distinct cast(0 as bigint) from (
                select span from (
                    select span, starts_at, succeeded, game_id, reason_id, requester_id, approver_id, server_id, direction, item_id,
                        deliveries, firsts, billions, units from tally_sums
                    union all
                    select k.span, t.minute - t.minute % k.span, t.succeeded, t.game_id, t.reason_id * k.reason,
                        t.requester_id * k.requester, t.approver_id * k.approver, t.server_id, t.direction, t.item_id,
                        -t.deliveries, case when t.line = 1 then -t.deliveries else 0 end, -t.billions, -t.units
                    from tallies t ",
            kinds_of_sums!(),
            ") summed
                group by span, starts_at, succeeded, game_id, reason_id, requester_id, approver_id, server_id, direction, item_id
                having sum(deliveries) <> 0 or sum(firsts) <> 0 or sum(billions) <> 0 or sum(units) <> 0) wrong
             where $1 = $1"
        ),
    ),
];

impl Db {
    /// Requests that break an invariant, by what is wrong with them.
    pub async fn violations(&self, now: i64) -> Result<Vec<(u8, &'static str, Vec<i64>)>> {
        let mut found = Vec::new();
        for (invariant, what, sql) in VIOLATIONS {
            let requests: Vec<i64> = on!(db self, c => sqlx::query_scalar(sql).bind(now).fetch_all(c).await)?;
            found.push((invariant, what, requests));
        }
        Ok(found)
    }

    pub async fn approved_requests(&self) -> Result<Vec<i64>> {
        Ok(
            on!(db self, c => sqlx::query_scalar("select id from requests where approval_id is not null order by id").fetch_all(c).await)?,
        )
    }
}
