use grantdesk::number::grouped;
use grantdesk::request::{Counts, State};
use leptos::prelude::*;

use super::causes::groups;
use super::is_moving;
use super::sheet::Sheet;
use crate::moment::Moment;
use crate::parts::bar::{Bar, Figures};
use crate::parts::icon::Icon;
use crate::t;

fn figures(counts: &Counts) -> Figures {
    Figures {
        succeeded: counts.succeeded,
        failed: counts.refused + counts.failed,
        unknown: counts.unknown,
        unsent: counts.deliveries - counts.succeeded - counts.refused - counts.failed - counts.unknown,
    }
}

/// How far the delivery is: live while it runs.
pub fn view(sheet: &Sheet) -> AnyView {
    let request = &sheet.detail.request;
    let counts = &request.counts;
    let figures = figures(counts);
    let moving = is_moving(request.state);
    let notes = if moving { Default::default() } else { notes(sheet) };
    let [succeeded, failed, unknown, unsent] = notes;
    let ended = request.ended_at.map(
        |at| view! { {t!("list-comma")}<span class="num">{t!("progress-ended")}" "<Moment at seconds=true/></span> },
    );
    view! {
        <section class="panel">
            <header>
                <h2>{t!("progress-title", count = counts.deliveries)}</h2>
                <p class="soft">
                    {t!("progress-breadth", players = request.players, servers = sheet.detail.servers.len())}{ended}
                </p>
            </header>
            <Bar figures/>
            <dl class="stats">
                {stat("succeeded", "succeeded", Some("good"), figures.succeeded, succeeded)}
                {stat("failed", "failed", Some("bad"), figures.failed, failed)}
                {stat("unknown", "unknown", Some("odd"), figures.unknown, unknown)}
                {stat(if moving { "under-way" } else { "unsent" }, "pending", None, figures.unsent, unsent)}
            </dl>
        </section>
    }
    .into_any()
}

fn stat(
    name: &'static str,
    icon: &'static str,
    tone: Option<&'static str>,
    figure: i64,
    note: Option<AnyView>,
) -> AnyView {
    view! {
        <div>
            <dt data-tone=tone><Icon name=icon/>{t!(&format!("progress-{name}"))}</dt>
            <dd>{grouped(figure)}</dd>
            {note.map(|note| view! { <dd>{note}</dd> })}
        </div>
    }
    .into_any()
}

/// What the figures mean once nothing moves any more.
fn notes(sheet: &Sheet) -> [Option<AnyView>; 4] {
    let request = &sheet.detail.request;
    let counts = &request.counts;
    let text = |text: String| Some(text.into_any());
    let succeeded = if counts.succeeded == 0 {
        text(t!("progress-none-succeeded"))
    } else {
        // Nearly all is not all.
        let rounded = (counts.succeeded * 2000 + counts.deliveries) / (counts.deliveries * 2);
        let tenths = if counts.succeeded < counts.deliveries { rounded.min(999) } else { rounded };
        let share = view! {
            {format!("{}.{}%{}", tenths / 10, tenths % 10, t!("list-comma"))}
            <a href=format!("/log/success?request={}", request.id)>{t!("progress-in-the-log")}</a>
        };
        Some(share.into_any())
    };
    let causes = groups(&sheet.detail.causes).iter().filter(|group| group.state != "unknown").count();
    let failed = match (causes, counts.failed) {
        (0, _) => text(t!("progress-none-failed")),
        (causes, again) if request.state == State::Failed => {
            text(t!("progress-causes", causes = causes, again = again))
        }
        (causes, _) => text(t!("progress-causes-closed", causes = causes)),
    };
    let unknown = if counts.unknown > 0 { "progress-no-clear-answer" } else { "progress-all-clear" };
    let unsent = if counts.canceled > 0 { "progress-never-sent" } else { "progress-nothing-waits" };
    [succeeded, failed, text(t!(unknown)), text(t!(unsent))]
}
