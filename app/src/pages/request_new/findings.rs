//! What is wrong with the rows of a file: fifty on a page, and all of them as a file.

use fluent_bundle::FluentArgs;
use grantdesk::list::{PlayerKind, Role};
use grantdesk::number::grouped;
use grantdesk::request::{ListFinding, ListFound};
use leptos::prelude::*;

use super::form::Sheet;
use super::reasons;
use crate::parts::findings::Told;
use crate::parts::icon::Icon;
use crate::parts::pager::{SHOWN, pager};
use crate::t;
use crate::words::{self, Language};

/// A finding in words.
pub fn told(finding: ListFinding, found: &ListFound, kind: &PlayerKind, language: Language) -> Told {
    match finding {
        ListFinding::Bad(bad) => {
            let (problem, remedy) = reasons::cell(language, &bad.reason, kind);
            let column = column(found, bad.column, language);
            Told { line: bad.line, column, text: bad.text, problem, remedy, holder: None }
        }
        ListFinding::Repeated(repeat) => {
            let (problem, remedy) = reasons::repeats(language, repeat.first);
            let at = found.columns.iter().position(|column| column.role == Role::Id).unwrap_or_default();
            let column = column(found, at, language);
            Told { line: repeat.line, column, text: repeat.text, problem, remedy, holder: None }
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
        let told = told(finding.clone(), found, &kind, sheet.language);
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
    let place = |after| format!("/requests/new?draft={}&after={after}#findings", sheet.key);
    let pager = (count > SHOWN).then(|| pager(count, sheet.after, place)).flatten();
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
                {pager}
                {question}
            </section>
        }
        .into_any(),
    )
}
