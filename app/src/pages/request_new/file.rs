//! The file that holds the players: what it was read as, what was cleaned, and what is wrong with it.

use std::hash::{DefaultHasher, Hash, Hasher};

use grantdesk::list::{Column, Note, Refusal, Role};
use grantdesk::number::grouped;
use grantdesk::request::{Field, ListFile, ListFound};
use grantdesk::table::Format;
use grantdesk::upload::{Checking, LARGEST};
use leptos::prelude::*;

use super::complaints::label;
use super::form::Sheet;
use super::{findings, reasons};
use crate::islands::checking::RowsSoFar;
use crate::islands::plural::Plural;
use crate::islands::upload::{UploadProgress, size};
use crate::parts::field::Choice;
use crate::parts::icon::Icon;
use crate::parts::lines::amount;
use crate::parts::sentence::gap;
use crate::t;

/// What was cleaned in a file, as a word that says whether somebody has seen it. None if nothing was.
pub fn cleaned(file: &ListFile) -> Option<String> {
    let Checking::Done(found) = &file.checking else { return None };
    if found.notes.is_empty() {
        return None;
    }
    let mut hasher = DefaultHasher::new();
    format!("{} {:?} {:?}", file.upload.id, found.notes, found.columns).hash(&mut hasher);
    Some(format!("{:016x}", hasher.finish()))
}

/// The file that is there, and the field where one is chosen.
pub fn view(sheet: &Sheet) -> AnyView {
    let Some(file) = &sheet.file else { return field(sheet) };
    let id = file.upload.id.clone();
    let content = match &file.checking {
        Checking::UnderWay { rows } => {
            view! { {under_way(&id, *rows, t!("file-under-way-hint"))}{field(sheet)} }.into_any()
        }
        Checking::Done(found) => {
            let columns = choice_of_columns(sheet, found);
            view! { {stats(sheet, found)}{facts(found)}{notes(&found.notes)}{field(sheet)}{columns} }.into_any()
        }
    };
    let findings = sheet.found().and_then(|found| findings::view(sheet, found, &id));
    view! {
        <section class="panel file" id="list" aria-labelledby="list-name">
            <header>
                <h3 id="list-name"><Icon name="log"/><span>{file.upload.name.clone()}</span>" "<small>{size(file.upload.size)}</small></h3>
                <button class="quiet" name="do" value="remove-file"><Icon name="x"/>{t!("file-remove")}</button>
            </header>
            <input type="hidden" name="upload" value=id/>
            {cleaned(file).map(|seen| view! { <input type="hidden" name="seen" value=seen/> })}
            {content}
        </section>
        {findings}
    }
    .into_any()
}

fn field(sheet: &Sheet) -> AnyView {
    let marks = sheet.complaints.marks(Field::File, true);
    let hint = if sheet.file.is_some() { t!("file-another-hint") } else { t!("file-hint") };
    view! {
        <div class="field">
            <label for=marks.id.clone()>{label(Field::File)}</label>
            <input
                id=marks.id.clone()
                type="file"
                name="file"
                accept=".csv,.txt,.tsv,.xlsx"
                aria-invalid=marks.aria_invalid()
                aria-describedby=marks.described_by
            />
            <small id="file-hint">{hint}</small>
            {sheet.complaints.beside(Field::File)}
            {sending()}
        </div>
    }
    .into_any()
}

/// How much of a file that is sent has gone. The island has its words from here.
pub fn sending() -> AnyView {
    let most = LARGEST as i64;
    let over_limit = t!("file-over-limit", size = "{size}", most = size(most));
    view! {
        <div
            class="sending"
            role="status"
            data-most=most
            data-sending=t!("file-sending", sent = "{sent}", total = "{total}")
            data-sent=t!("file-sent")
            data-over-limit=over_limit
            data-lost=t!("file-connection-lost")
        >
            <label hidden><span></span><progress></progress></label>
            <small class="error" hidden><Icon name="failed"/><span></span></small>
        </div>
        <UploadProgress/>
    }
    .into_any()
}

/// How far the check of a file is.
pub fn under_way(upload: &str, rows: i64, hint: String) -> AnyView {
    let words = |count: i64| t!("file-rows-so-far", count = count, n = "{n}");
    let words = Plural { one: words(1), other: words(2) };
    let now = words.of(rows as usize);
    view! {
        <div class="stack" role="status">
            <p><strong>{t!("file-under-way")}</strong></p>
            <label><span data-upload=upload.to_owned() data-one=words.one data-other=words.other>{now}</span><progress></progress></label>
            <p><small>{hint}</small></p>
        </div>
        <RowsSoFar/>
        <noscript><meta http-equiv="refresh" content="2"/></noscript>
    }
    .into_any()
}

fn stats(sheet: &Sheet, found: &ListFound) -> Option<AnyView> {
    // Without columns nothing was counted.
    if found.columns.is_empty() {
        return None;
    }
    let stat = |tone: Option<&'static str>,
                icon: Option<&'static str>,
                name: String,
                figure: String,
                note: Option<AnyView>| {
        view! {
            <div>
                <dt data-tone=tone>{icon.map(|name| view! { <Icon name/> })}{name}</dt>
                <dd>{figure}</dd>
                {note.map(|note| view! { <dd>{note}</dd> })}
            </div>
        }
    };
    let below = |place: &'static str| Some(view! { <a href=place>{t!("file-see-below")}</a> }.into_any());
    let quantities = found.quantities.map(|quantities| {
        let total = t!("file-together", total = quantities.total);
        stat(None, None, t!("file-each"), amount(quantities.into()), Some(total.into_any()))
    });
    let rows: usize = found.notes.iter().map(|note| note.count).sum();
    let cleaned = (rows > 0)
        .then(|| stat(Some("good"), Some("succeeded"), t!("file-cleaned"), grouped(rows as i128), below("#cleaned")));
    let wrong = (found.bad > 0)
        .then(|| stat(Some("bad"), Some("failed"), t!("file-wrong"), grouped(found.bad as i128), below("#findings")));
    let repeated = (found.repeated > 0).then(|| {
        let note =
            if sheet.form.keep_first { Some(t!("file-repeated-left-out").into_any()) } else { below("#findings") };
        stat(Some("warn"), Some("warn"), t!("file-repeated"), grouped(found.repeated as i128), note)
    });
    Some(
        view! {
            <dl class="stats">
                {stat(None, None, t!("file-rows"), grouped(found.rows as i128), None)}
                {stat(None, None, t!("file-players"), grouped(found.players as i128), None)}
                {quantities}
                {cleaned}
                {wrong}
                {repeated}
            </dl>
        }
        .into_any(),
    )
}

/// What a file was read as.
pub fn read_as(format: &Format) -> String {
    match format {
        Format::Spreadsheet { sheet } => t!("file-spreadsheet", sheet = sheet.clone()),
        Format::Text { encoding, separator } => {
            let separator = match separator {
                Some(';') => t!("file-separator-semicolon"),
                Some('\t') => t!("file-separator-tab"),
                Some(_) => t!("file-separator-comma"),
                None => t!("file-separator-none"),
            };
            t!("file-text", encoding = encoding.clone(), separator = separator)
        }
    }
}

fn facts(found: &ListFound) -> Option<AnyView> {
    let format = read_as(found.format.as_ref()?);
    let names = match found.header_line {
        _ if found.columns.is_empty() => None,
        Some(line) => Some(t!("file-names-in", line = line)),
        None => Some(t!("file-no-names")),
    };
    let names = names.map(|names| view! { <br/><small>{names}</small> });
    let columns = found.columns.iter().filter(|column| column.role != Role::Unused || !column.name.is_empty());
    let columns: Vec<_> = columns.map(column).collect();
    let columns = (!columns.is_empty()).then(|| {
        view! { <div><dt>{t!("file-columns")}</dt><dd><ul class="columns">{columns}</ul></dd></div> }
    });
    let hint = found.quantities.map(|_| view! { <p class="soft"><small>{t!("file-quantities-hint")}</small></p> });
    Some(
        view! {
            <dl class="facts">
                <div><dt>{t!("file-read-as")}</dt><dd>{format}{names}</dd></div>
                {columns}
            </dl>
            {hint}
        }
        .into_any(),
    )
}

fn column(column: &Column) -> AnyView {
    let (role, tone) = match column.role {
        Role::Id => ("id", "info"),
        Role::Quantity => ("quantity", "good"),
        Role::Info => ("info", "calm"),
        Role::Unused => ("unused", "calm"),
    };
    let name = if column.name.is_empty() { t!("file-no-name") } else { column.name.clone() };
    view! { <li><code>{name}</code>" "<span class="badge" data-tone=tone>{t!(&format!("file-role-{role}"))}</span></li> }
        .into_any()
}

/// What was cleaned in a file.
pub fn notes(notes: &[Note]) -> Option<AnyView> {
    let note = |note: &Note| {
        let lines: Vec<String> = note.lines.iter().map(|line| grouped(*line as i128)).collect();
        let more = if note.count > lines.len() { ", …" } else { "" };
        let place = t!(
            "clean-where",
            count = note.count,
            n = grouped(note.count as i128),
            lines = format!("{}{more}", lines.join(", "))
        );
        view! {
            <li data-tone="good">
                <Icon name="succeeded"/>
                <span><strong>{reasons::cleaning(note.cleaning)}</strong>{gap()}{place}</span>
            </li>
        }
    };
    let notes: Vec<_> = notes.iter().map(note).collect();
    (!notes.is_empty()).then(|| view! { <ul class="hints" id="cleaned">{notes}</ul> }.into_any())
}

/// Which columns hold what, where their names do not say so, or somebody wants others.
fn choice_of_columns(sheet: &Sheet, found: &ListFound) -> Option<AnyView> {
    let (form, refusal) = (&sheet.form, found.refusal.as_ref());
    let (asked, names): (bool, Vec<String>) = match refusal {
        Some(Refusal::WhichColumn { cells, .. } | Refusal::NoSuchColumn { cells, .. }) => (true, cells.clone()),
        _ if found.header_line.is_some() => (false, found.columns.iter().map(|column| column.name.clone()).collect()),
        _ => return None,
    };
    let names: Vec<String> = names.into_iter().filter(|name| !name.is_empty()).collect();
    let is_chosen = !form.id_column.is_empty() || !form.quantity_column.is_empty();
    if !is_chosen && (names.len() < 2 || !reasons::are_names(&names)) {
        return None;
    }
    let choice = |name: &'static str, label: String, chosen: &str| {
        let stray = (!chosen.is_empty() && !names.iter().any(|name| name == chosen)).then(|| chosen.to_owned());
        let options = names.iter().cloned().chain(stray).map(|name| {
            view! { <Choice value=name.clone() chosen=name == chosen label=name/> }
        });
        let id = name.replace('_', "-");
        view! {
            <div class="field">
                <label for=id.clone()>{label}</label>
                <select id=id name=name>
                    <option value="">{t!("file-by-name")}</option>
                    {options.collect_view()}
                </select>
            </div>
        }
    };
    Some(
        view! {
            <details class="choice" open=asked || is_chosen>
                <summary>{t!("file-choose-columns")}</summary>
                <div class="fields">
                    {choice("id_column", t!("file-id-column"), &form.id_column)}
                    {choice("quantity_column", t!("file-quantity-column"), &form.quantity_column)}
                </div>
                <div class="row">
                    <button name="do" value="check"><Icon name="again"/>{t!("file-read-again")}</button>
                    <small>{t!("file-choose-columns-hint")}</small>
                </div>
            </details>
        }
        .into_any(),
    )
}
