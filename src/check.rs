//! Proves the invariants on a live database: `grantdesk check`.

use crate::delivery::is_intact;
use crate::desk::Desk;
use crate::error::Result;

/// Something that must not be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The number of the invariant, as the design counts them.
    pub invariant: u8,
    pub what: String,
    /// 0 when it is about no single one.
    pub request: i64,
}

impl Desk {
    /// Everything in the database that breaks an invariant; nothing, if all is well. Reads only.
    pub async fn check(&self) -> Result<Vec<Finding>> {
        let mut findings = Vec::new();
        for (invariant, what, requests) in self.db().violations(self.now()).await? {
            findings.extend(requests.into_iter().map(|request| Finding { invariant, what: what.to_owned(), request }));
        }
        for no in self.db().approved_requests().await? {
            let Some(request) = self.db().request(no).await? else { continue };
            if !is_intact(self, &request).await? {
                findings.push(Finding {
                    invariant: 7,
                    what: "the content is not what was sealed and approved".into(),
                    request: no,
                });
            }
        }
        Ok(findings)
    }
}
