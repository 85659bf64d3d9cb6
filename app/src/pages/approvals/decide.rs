use fluent_bundle::FluentArgs;
use grantdesk::error::Error;
use grantdesk::request::number;
use serde::Deserialize;

use crate::app::App;
use crate::failure::Failure;
use crate::flash::{Flash, refusal};
use crate::visitor::Visitor;
use crate::words::text;

/// The ticked rows: a request's number and the seal of what was shown, `20431:5f3a…`.
#[derive(Debug, Default, Deserialize)]
pub struct Picks {
    #[serde(default)]
    pick: Vec<String>,
}

impl Picks {
    fn read(self) -> Result<Vec<(i64, String)>, Failure> {
        let read = |pick: &String| {
            let (no, seal) = pick.split_once(':')?;
            Some((no.parse().ok()?, seal.to_owned()))
        };
        let picks: Option<Vec<(i64, String)>> = self.pick.iter().map(read).collect();
        let mut picks = picks.ok_or_else(|| Failure::Malformed("pick".into()))?;
        picks.sort_unstable();
        picks.dedup();
        Ok(picks)
    }
}

/// Approves each on its own: what one refuses does not keep the others. The word says which were approved, and
/// why the others were not.
pub async fn approve_each(app: &App, visitor: &Visitor, picks: Picks) -> Result<Flash, Failure> {
    let picks = picks.read()?;
    let language = visitor.language;
    if picks.is_empty() {
        return Ok(Flash::warn(text(language, "approvals-none-ticked", &FluentArgs::new())));
    }
    let (mut approved, mut refused) = (Vec::new(), Vec::new());
    for (no, seal) in picks {
        let outcome = async { app.desk.approver(&visitor.person, no).await?.approve(&seal, "", false).await }.await;
        match outcome {
            Ok(()) => approved.push(number(no)),
            Err(error) => refused.push(format!("{}: {}", number(no), why(visitor, error))),
        }
    }
    let mut said = Vec::new();
    if !approved.is_empty() {
        let mut args = FluentArgs::new();
        args.set("count", approved.len() as i64);
        args.set("requests", approved.join(", "));
        said.push(text(language, "approvals-approved", &args));
    }
    if !refused.is_empty() {
        let mut args = FluentArgs::new();
        args.set("count", refused.len() as i64);
        args.set("requests", refused.join(" "));
        said.push(text(language, "approvals-not-approved", &args));
    }
    let said = said.join(" ");
    Ok(match (approved.is_empty(), refused.is_empty()) {
        (false, true) => Flash::good(said),
        (false, false) => Flash::warn(said),
        _ => Flash::bad(said),
    })
}

/// Why one was not approved. Some may be approved already, so no error ends the page here.
fn why(visitor: &Visitor, error: Error) -> String {
    let key = match refusal(visitor.language, &visitor.zone, &error) {
        Ok(refusal) => return refusal.text,
        Err(Failure::NotFound | Failure::Forbidden) => "approvals-not-for-you",
        Err(_) => {
            tracing::error!(%error, "an approval failed");
            "approvals-desk-failed"
        }
    };
    text(visitor.language, key, &FluentArgs::new())
}

#[cfg(test)]
mod tests {
    use super::Picks;

    fn picks(picks: &[&str]) -> Picks {
        Picks { pick: picks.iter().map(|pick| (*pick).to_owned()).collect() }
    }

    #[test]
    fn the_same_pick_counts_once() {
        let read = picks(&["7:ab", "5:cd", "7:ab"]).read().expect("picks");
        assert_eq!(read, [(5, "cd".to_owned()), (7, "ab".to_owned())]);
    }

    #[test]
    fn a_pick_without_a_seal_is_no_pick() {
        assert!(picks(&["7"]).read().is_err());
        assert!(picks(&["seven:ab"]).read().is_err());
    }
}
