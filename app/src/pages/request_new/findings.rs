//! What is wrong with the rows of a file: fifty on a page, and all of them as a file.

use fluent_bundle::FluentArgs;
use grantdesk::list::{PlayerKind, Role};
use grantdesk::number::grouped;
use grantdesk::request::{ListFinding, ListFound};
use leptos::prelude::*;

use super::form::Sheet;
use super::reasons;
use crate::parts::icon::Icon;
use crate::t;
use crate::words::{self, Language};

/// So many are on a page.
pub const SHOWN: i64 = 50;

/// A finding as it is read.
#[derive(Clone, Debug)]
pub struct Told {
    pub line: usize,
    pub column: String,
    pub text: String,
    pub problem: String,
    pub remedy: String,
}

impl Told {
    pub fn of(finding: ListFinding, found: &ListFound, kind: &PlayerKind, language: Language) -> Told {
        match finding {
            ListFinding::Bad(bad) => {
                let (problem, remedy) = reasons::cell(language, &bad.reason, kind);
                let column = column(found, bad.column, language);
                Told { line: bad.line, column, text: bad.text, problem, remedy }
            }
            ListFinding::Repeated(repeat) => {
                let (problem, remedy) = reasons::repeats(language, repeat.first);
                let at = found.columns.iter().position(|column| column.role == Role::Id).unwrap_or_default();
                let column = column(found, at, language);
                Told { line: repeat.line, column, text: repeat.text, problem, remedy }
            }
        }
    }
}

/// The name of a column, or its place.
fn column(found: &ListFound, at: usize, language: Language) -> String {
    let name = found.columns.get(at).map(|column| column.name.as_str()).unwrap_or_default();
    if !name.is_empty() {
        return name.to_owned();
    }
    let mut args = FluentArgs::new();
    args.set("n", at + 1);
    words::text(language, "file-column-n", &args)
}

/// The page of findings that is asked for, and the question about repeated players.
pub fn view(sheet: &Sheet, found: &ListFound, upload: &str) -> Option<AnyView> {
    let count = (found.bad + found.repeated) as i64;
    let kind = PlayerKind::from(sheet.id_kind()?);
    if count == 0 {
        return None;
    }
    let rows = sheet.findings.iter().map(|(_, finding)| {
        let told = Told::of(finding.clone(), found, &kind, sheet.language);
        view! {
            <tr>
                <th scope="row" class="num" data-label=t!("new-line")>{grouped(told.line as i128)}</th>
                <td class="short">{told.column}</td>
                <td class="odd short"><code>{told.text}</code></td>
                <td class="wrap">{told.problem}<small>{told.remedy}</small></td>
            </tr>
        }
    });
    let asks = found.repeated > 0 && !sheet.form.keep_first && found.refusal.is_none();
    let question = asks.then(|| {
        view! {
            <div class="row">
                <button name="do" value="keep-first" aria-describedby="keep-first-hint">{t!("new-keep-first")}</button>
                <small id="keep-first-hint">{t!("new-keep-first-hint")}</small>
            </div>
        }
    });
    let (tone, icon) = if found.bad > 0 { ("bad", "failed") } else { ("warn", "warn") };
    Some(
        view! {
            <section class="panel" id="findings" data-tone=tone aria-labelledby="findings-title">
                <header>
                    <h3 id="findings-title"><Icon name=icon/>{t!("file-findings", count = count)}</h3>
                    <a class="button" href=format!("/uploads/{upload}/findings.csv") download>
                        <Icon name="download"/>
                        {t!("file-findings-as-file")}
                    </a>
                </header>
                <div class="scroll">
                    <table class="findings cards">
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
                {pager(sheet, count)}
                {question}
            </section>
        }
        .into_any(),
    )
}

/// Findings count from 1, without a gap.
fn pager(sheet: &Sheet, count: i64) -> Option<AnyView> {
    if count <= SHOWN {
        return None;
    }
    let after = sheet.after;
    let place = |after: i64| format!("/requests/new?draft={}&after={after}#findings", sheet.key);
    let link = |place: Option<String>, rel: &'static str, content: AnyView| match place {
        Some(place) => view! { <a class="button" rel=rel href=place>{content}</a> }.into_any(),
        None => view! { <a class="button" aria-disabled="true">{content}</a> }.into_any(),
    };
    let before = (after > 0).then(|| place((after - SHOWN).max(0)));
    let next = (after + SHOWN < count).then(|| place(after + SHOWN));
    let span = t!("file-findings-span", first = after + 1, last = count.min(after + SHOWN), count = count);
    Some(
        view! {
            <nav class="pager" aria-label=t!("pages")>
                <p>{span}</p>
                {link(before, "prev", view! { <Icon name="newer"/>{t!("file-findings-before")} }.into_any())}
                {link(next, "next", view! { {t!("file-findings-after")}<Icon name="older"/> }.into_any())}
            </nav>
        }
        .into_any(),
    )
}
