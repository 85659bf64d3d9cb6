use grantdesk::number::grouped;
use grantdesk::request::{Cause, State};
use leptos::prelude::*;

use super::sheet::Sheet;
use crate::parts::icon::Icon;
use crate::parts::sentence::listed;
use crate::parts::trouble::Trouble;
use crate::parts::why::why;
use crate::t;

/// Deliveries without success about which the same can be done.
#[derive(Debug)]
pub struct Group {
    pub state: String,
    pub cause: String,
    pub code: Option<String>,
    pub deliveries: i64,
    pub servers: Vec<i64>,
    pub message: Option<String>,
    /// Why the outcome is unknown, where several reasons stand together.
    pub reasons: Vec<(String, i64)>,
}

impl Group {
    fn trouble(&self) -> Trouble<'_> {
        Trouble { state: &self.state, cause: &self.cause, code: self.code.as_deref() }
    }
}

/// Refusals by the game's code, failures by what can be sent again together, and everything unknown as one.
pub fn groups(causes: &[Cause]) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for cause in causes {
        let name = if cause.state == "unknown" { None } else { cause.cause.clone() }.unwrap_or_default();
        let code = cause.code.clone().filter(|_| cause.state == "refused");
        let at = groups
            .iter()
            .position(|group| group.state == cause.state && group.cause == name && group.code == code)
            .unwrap_or_else(|| {
                groups.push(Group {
                    state: cause.state.clone(),
                    cause: name,
                    code,
                    deliveries: 0,
                    servers: Vec::new(),
                    message: None,
                    reasons: Vec::new(),
                });
                groups.len() - 1
            });
        let group = &mut groups[at];
        group.deliveries += cause.deliveries;
        group.message = group.message.take().or_else(|| cause.message.clone());
        if !group.servers.contains(&cause.server_id) {
            group.servers.push(cause.server_id);
        }
        if cause.state == "unknown" {
            let reason = cause.cause.clone().unwrap_or_default();
            match group.reasons.iter_mut().find(|(known, _)| *known == reason) {
                Some((_, count)) => *count += cause.deliveries,
                None => group.reasons.push((reason, cause.deliveries)),
            }
        }
    }
    // First what may have arrived, then what can be sent again, then what is final.
    groups.sort_by_key(|group| ["unknown", "failed", "refused"].iter().position(|state| *state == group.state));
    groups
}

/// Failures by kind, each with the one thing that is safe to do.
pub fn view(sheet: &Sheet) -> Option<AnyView> {
    let groups = groups(&sheet.detail.causes);
    if groups.is_empty() {
        return None;
    }
    let rows = groups.iter().map(|group| row(sheet, group)).collect_view();
    let title = if sheet.detail.request.state == State::Failed { "causes-title" } else { "causes-title-closed" };
    Some(view! { <section class="panel"><h2>{t!(title)}</h2><ul class="causes">{rows}</ul></section> }.into_any())
}

fn row(sheet: &Sheet, group: &Group) -> AnyView {
    let names = sheet.names();
    let servers: Vec<String> = group.servers.iter().map(|id| names.server(*id)).collect();
    let open = sheet.detail.request.state == State::Failed;
    let trouble = group.trouble();
    let (tone, icon) = trouble.look();
    let said = group.message.clone().filter(|_| group.state == "refused" && trouble.advice().is_none());
    view! {
        <li data-tone=tone>
            <Icon name=icon/>
            <div>
                <h3>{trouble.title()}" "<data value=group.deliveries.to_string()>{grouped(group.deliveries)}</data></h3>
                <p>{open.then(|| what_to_do(group))}{said.map(|said| view! { " "<q>{said}</q> })}</p>
                <p><small>{listed(&servers)}</small></p>
            </div>
            {action(sheet, group)}
        </li>
    }
    .into_any()
}

fn action(sheet: &Sheet, group: &Group) -> Option<AnyView> {
    let request = &sheet.detail.request;
    let rights = sheet.rights;
    if request.state != State::Failed {
        return None;
    }
    match group.state.as_str() {
        "unknown" if rights.ask => Some(
            view! {
                <form method="post" action=format!("/requests/{}/enquiry", request.id)>
                    <button class="primary"><Icon name="probe"/>{t!("do-ask")}</button>
                </form>
            }
            .into_any(),
        ),
        "failed" if rights.decide => Some(
            view! {
                <form method="post" action=format!("/requests/{}/regrant", request.id)>
                    <input type="hidden" name="cause" value=group.cause.clone()/>
                    <button disabled=rights.own><Icon name="again"/>{t!("do-regrant-count", count = group.deliveries)}</button>
                </form>
            }
            .into_any(),
        ),
        _ => None,
    }
}

fn what_to_do(group: &Group) -> String {
    match group.state.as_str() {
        "unknown" => {
            let reason =
                |(cause, count): &(String, i64)| t!("causes-counted", cause = why(Some(cause), None), count = *count);
            let reasons: Vec<String> = group.reasons.iter().map(reason).collect();
            t!("advice-unknown", reasons = listed(&reasons))
        }
        state => {
            let advice = group.trouble().advice();
            let general = if state == "refused" { "advice-refused" } else { "advice-did-not-arrive" };
            t!(advice.as_deref().unwrap_or(general))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cause(state: &str, cause: &str, code: Option<&str>, server_id: i64, deliveries: i64) -> Cause {
        Cause {
            state: state.into(),
            cause: Some(cause.into()),
            code: code.map(Into::into),
            server_id,
            deliveries,
            message: None,
        }
    }

    #[test]
    fn what_can_be_done_together_stands_together() {
        let groups = groups(&[
            cause("refused", "refused", Some("player_not_found"), 1, 5),
            cause("failed", "busy", Some("server_busy"), 1, 4),
            cause("failed", "busy", Some("maintenance"), 2, 3),
            cause("unknown", "timed_out", None, 1, 2),
            cause("unknown", "unreadable", None, 1, 1),
            cause("refused", "refused", Some("balance_too_low"), 1, 1),
        ]);
        let shape: Vec<(&str, i64, usize)> =
            groups.iter().map(|group| (group.state.as_str(), group.deliveries, group.servers.len())).collect();
        assert_eq!(shape, [("unknown", 3, 1), ("failed", 7, 2), ("refused", 5, 1), ("refused", 1, 1)]);
        assert_eq!(groups[0].reasons, [("timed_out".into(), 2), ("unreadable".into(), 1)]);
    }
}
