//! What a file would change, before it does.

use grantdesk::catalog::{Change, Finding, Kind, Preview, RETIRED, What};
use grantdesk::number::grouped;
use leptos::prelude::*;

use super::difference::{badge, differences};
use super::{form, place, problem};
use crate::asked::Asked;
use crate::parts::notice::{Empty, Notice};
use crate::parts::pager::{SHOWN, pager};
use crate::t;

pub struct Shown {
    kind: Kind,
    game: String,
    preview: Preview,
    changes_after: i64,
    findings_after: i64,
    /// The catalog changed after it was shown.
    outdated: bool,
}

impl Shown {
    pub fn new(kind: Kind, game: String, preview: Preview, asked: &Asked, outdated: bool) -> Shown {
        let after = |name| asked.get(name).parse().map_or(0, |after: i64| after.max(0));
        let (changes_after, findings_after) = (after("after"), after("wrong_after"));
        Shown { kind, game, preview, changes_after, findings_after, outdated }
    }

    pub fn view(&self) -> AnyView {
        let outdated = self.outdated.then(|| {
            view! { <Notice tone="warn" icon="warn">{t!("catalog-outdated")}</Notice> }
        });
        view! {
            {outdated}
            <section class="panel" aria-labelledby="file-title">
                <header><h2 id="file-title">{self.preview.upload.name.clone()}</h2></header>
                {self.verdict()}
                {self.actions()}
                {self.stats()}
            </section>
            {self.findings()}
            {self.changes()}
        }
        .into_any()
    }

    fn is_good(&self) -> bool {
        self.preview.findings.is_empty() && !self.preview.changes.is_empty()
    }

    fn verdict(&self) -> AnyView {
        let wrong = self.preview.findings.len() as i64;
        let (tone, icon, text) = match (wrong, self.preview.changes.len()) {
            (1.., _) => ("bad", "failed", t!("catalog-file-wrong", count = wrong)),
            (_, 0) => ("info", "info", t!("catalog-file-same")),
            (_, count) => ("good", "approved", t!("catalog-file-good", count = count as i64)),
        };
        view! { <Notice tone icon>{text}</Notice> }.into_any()
    }

    fn actions(&self) -> AnyView {
        let count = self.preview.changes.len() as i64;
        let apply = self.is_good().then(|| {
            view! { <button class="primary" name="do" value="apply">{t!("catalog-apply", count = count)}</button> }
        });
        view! {
            <form class="row" method="post" action=self.here()>
                <input type="hidden" name="file" value=self.preview.upload.id.clone()/>
                <input type="hidden" name="seal" value=self.preview.seal.clone()/>
                {apply}
                <a class="button" href=self.here()>{t!("catalog-another-file")}</a>
                <button class="quiet" name="do" value="discard">{t!("catalog-discard")}</button>
            </form>
        }
        .into_any()
    }

    fn stats(&self) -> AnyView {
        let figure = |label: String, count: i64| view! { <div><dt>{label}</dt><dd>{grouped(count)}</dd></div> };
        let changes = What::ALL
            .map(|what| figure(t!(&format!("catalog-what-{}", what.as_str())), self.preview.count(what) as i64));
        view! {
            <dl class="stats">{changes.collect_view()}{figure(t!("catalog-unchanged"), self.preview.unchanged as i64)}</dl>
        }
        .into_any()
    }

    fn findings(&self) -> Option<AnyView> {
        let findings = &self.preview.findings;
        if findings.is_empty() {
            return None;
        }
        let rows = findings
            .iter()
            .skip(self.findings_after as usize)
            .take(SHOWN as usize)
            .map(|finding| self.finding(finding));
        let link = |after: i64| self.asked(self.changes_after, after);
        Some(
            view! {
                <section class="panel" id="findings" aria-labelledby="findings-title">
                    <header><h2 id="findings-title">{t!("catalog-findings")}</h2></header>
                    <div class="scroll">
                        <table class="cards findings">
                            <thead>
                                <tr>
                                    <th scope="col" class="num">{t!("new-line")}</th>
                                    <th scope="col">{t!("file-column")}</th>
                                    <th scope="col">{t!("file-found")}</th>
                                    <th scope="col">{t!("file-problem")}</th>
                                </tr>
                            </thead>
                            <tbody>{rows.collect_view()}</tbody>
                        </table>
                    </div>
                    {pager(findings.len() as i64, self.findings_after, link)}
                </section>
            }
            .into_any(),
        )
    }

    fn finding(&self, finding: &Finding) -> AnyView {
        let Finding { line, column, text, flaw } = finding;
        let line = if *line > 0 { grouped(*line as i64) } else { String::new() };
        let column = match column.as_str() {
            "" => String::new(),
            RETIRED => t!("catalog-field-retired"),
            column => form::label(self.kind, column),
        };
        view! {
            <tr>
                <th scope="row" class="num" data-label=t!("new-line")>{line}</th>
                <td>{column}</td>
                <td class="short"><code>{text.clone()}</code></td>
                <td class="wrap">{problem::flaw(self.kind, flaw)}</td>
            </tr>
        }
        .into_any()
    }

    fn changes(&self) -> AnyView {
        let changes = &self.preview.changes;
        if changes.is_empty() {
            let nothing = self.preview.findings.is_empty();
            return nothing
                .then(|| view! { <Empty icon="approved" title=t!("catalog-file-same") text=t!("catalog-file-same-why")/> })
                .into_any();
        }
        let rows = changes.iter().skip(self.changes_after as usize).take(SHOWN as usize);
        let rows = rows.map(|(line, change)| self.change(*line, change));
        let link = |after: i64| self.asked(after, self.findings_after);
        view! {
            <section class="panel" aria-labelledby="changes-title">
                <header><h2 id="changes-title">{t!("catalog-changes")}</h2></header>
                <div class="scroll">
                    <table class="cards findings">
                        <thead>
                            <tr>
                                <th scope="col" class="num">{t!("new-line")}</th>
                                <th scope="col">{t!("catalog-field-code")}</th>
                                <th scope="col">{t!("catalog-change")}</th>
                                <th scope="col">{t!("catalog-before-after")}</th>
                            </tr>
                        </thead>
                        <tbody>{rows.collect_view()}</tbody>
                    </table>
                </div>
                {pager(changes.len() as i64, self.changes_after, link)}
            </section>
        }
        .into_any()
    }

    fn change(&self, line: usize, change: &Change) -> AnyView {
        let code = change.code().to_owned();
        let mut changed = change.differences(self.kind);
        let is_new = change.before.is_none();
        changed.retain(|difference| {
            difference.field != RETIRED && !(is_new && difference.field == self.kind.fields()[0].name)
        });
        view! {
            <tr>
                <td class="num" data-label=t!("new-line")>{grouped(line as i64)}</td>
                <th scope="row"><code>{code}</code></th>
                <td>{change.what().map(|what| badge(what.as_str()))}</td>
                <td class="wrap">{differences(self.kind, &changed)}</td>
            </tr>
        }
        .into_any()
    }

    fn here(&self) -> String {
        format!("{}/import", place(&self.game, self.kind, None))
    }

    fn asked(&self, changes_after: i64, findings_after: i64) -> String {
        let asked = Asked::default().with("file", &self.preview.upload.id);
        asked.with("after", changes_after).with("wrong_after", findings_after).href(&self.here())
    }
}
