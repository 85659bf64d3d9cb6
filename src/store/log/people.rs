use sqlx::QueryBuilder;

use super::lead::any_of;
use crate::error::Result;
use crate::ledger::{Log, Named};
use crate::store::tallies::SPANS;
use crate::store::{Db, on};

impl Db {
    /// Whose requests a log shows, in these games.
    pub async fn requesters_in(&self, games: &[i64], log: Log) -> Result<Vec<Named>> {
        self.named_in(games, log, " and s.requester_id = u.id and s.approver_id = 0").await
    }

    /// Whose approvals a log shows, in these games.
    pub async fn approvers_in(&self, games: &[i64], log: Log) -> Result<Vec<Named>> {
        self.named_in(games, log, " and s.requester_id = 0 and s.approver_id = u.id").await
    }

    async fn named_in(&self, games: &[i64], log: Log, by: &'static str) -> Result<Vec<Named>> {
        if games.is_empty() {
            return Ok(Vec::new());
        }
        let mut named: Vec<Named> = on!(db self, c => {
            let mut query = QueryBuilder::new(
                "select u.id, u.username, u.name from users u where exists (select 1 from tally_sums s where s.span = ");
            query.push_bind(SPANS[0]).push(" and s.succeeded = ").push_bind(log == Log::Success);
            any_of(&mut query, "s.game_id", games);
            query.push(" and s.reason_id = 0").push(by).push(" and s.deliveries > 0)");
            query.build_query_as().fetch_all(c).await
        })?;
        // The databases sort names differently.
        named.sort_by(|one, other| (&one.name, one.id).cmp(&(&other.name, other.id)));
        Ok(named)
    }
}
