//! The form as a whole, and what every field of it looks like.

use std::sync::Arc;

use grantdesk::catalog::{Catalog, Game, IdKind, Item};
use grantdesk::favorite::NameProblem;
use grantdesk::request::{Field, Form, FormFavorite, FormLine, ListFile, ListFinding, ListFound, Unfinished};
use grantdesk::upload::Checking;
use jiff::tz::TimeZone;
use leptos::prelude::*;

use super::complaints::{Complaints, Marks, label, linked_to};
use super::favorites::{self, Shown};
use super::{file, gone, items, outlook, steps, unfinished};
use crate::islands::players::Counting;
use crate::moment::Moment;
use crate::parts::field::Choice;
use crate::parts::icon::Icon;
use crate::parts::look::KeptForm;
use crate::parts::notice::Notice;
use crate::t;
use crate::words::Language;

/// A form, and all that its page says about it.
#[derive(Debug)]
pub struct Sheet {
    pub key: String,
    pub form: Form,
    /// Whether it was checked, or submitted and refused: then everything wrong is said.
    pub checked: bool,
    pub kept_at: Option<i64>,
    pub submitted: Option<i64>,
    pub complaints: Complaints,
    pub file: Option<ListFile>,
    /// What is wrong with its rows, after the `after`th.
    pub findings: Vec<(i64, ListFinding)>,
    pub after: i64,
    pub favorites: Shown,
    /// Why it was not saved as a favorite.
    pub unsaved: Option<NameProblem>,
    /// Other forms of the person, beside an empty one.
    pub unfinished: Vec<Unfinished>,
    pub games: Vec<Game>,
    pub catalog: Arc<Catalog>,
    pub language: Language,
    pub zone: TimeZone,
    pub now: i64,
}

impl Sheet {
    pub fn id_kind(&self) -> Option<&IdKind> {
        self.catalog.id_kind_or_first(&self.form.id_kind)
    }

    /// What the file says, once it is checked.
    pub fn found(&self) -> Option<&ListFound> {
        match &self.file.as_ref()?.checking {
            Checking::Done(found) => Some(found),
            Checking::UnderWay { .. } => None,
        }
    }

    pub fn game(&self) -> String {
        self.catalog.game.names.in_language(self.language.code()).to_owned()
    }

    pub fn item(&self, line: &FormLine) -> Option<&Item> {
        self.catalog.items.iter().find(|item| item.code == line.code() && item.retired_at.is_none())
    }
}

pub fn view(sheet: &Sheet) -> AnyView {
    provide_context(KeptForm::Whole { id: "request", on_enter: "check" });
    let submitted = sheet.submitted.map(|no| {
        view! { <Notice tone="warn" icon="warn">{linked_to("new-already-submitted", no)}</Notice> }
    });
    view! {
        <header class="heading">
            <div>
                <h1>{t!("new-title")}</h1>
                <p>{t!("new-intro")}</p>
            </div>
            {favorites::menu(sheet)}
        </header>
        {favorites::strip(sheet)}
        {submitted}
        {gone::view(sheet)}
        {sheet.checked.then(|| verdict(sheet))}
        {unfinished::view(sheet)}
        <form id="request" class="split" method="post" action="/requests/new" enctype="multipart/form-data" novalidate>
            <input type="hidden" name="key" value=sheet.key.clone()/>
            {sheet.form.favorite.map(|FormFavorite { id, version }| view! { <input type="hidden" name="favorite" value=format!("{id}.{version}")/> })}
            <div class="stack">
                {steps::whereto(sheet)}
                {steps::why(sheet)}
                {items::what(sheet)}
                {steps::who(sheet)}
                {steps::comment(sheet)}
            </div>
            {aside(sheet)}
        </form>
        {offers(sheet)}
        <Counting/>
    }
    .into_any()
}

/// What came of checking the form.
fn verdict(sheet: &Sheet) -> Option<AnyView> {
    if !sheet.complaints.is_empty() {
        return Some(sheet.complaints.summary());
    }
    if sheet.file.is_some() && sheet.found().is_none() {
        return Some(view! { <Notice tone="info" icon="info">{t!("new-file-under-way")}</Notice> }.into_any());
    }
    if sheet.file.as_ref().and_then(file::cleaned).is_some() {
        let notice = view! {
            <div class="notice summary" data-tone="warn" role="alert" tabindex="-1" autofocus>
                <Icon name="warn"/>
                <div>
                    <h2>{t!("file-look")}</h2>
                    <p>{t!("file-look-why")}" "<a href="#cleaned">{t!("file-look-link")}</a></p>
                </div>
            </div>
        };
        return Some(notice.into_any());
    }
    let good = || view! { <Notice tone="good" icon="succeeded">{t!("new-nothing-wrong")}</Notice> }.into_any();
    sheet.submitted.is_none().then(good)
}

fn aside(sheet: &Sheet) -> AnyView {
    let kept = sheet.kept_at.map(|at| view! { <footer>{t!("new-kept")}" "<Moment at seconds=true/></footer> });
    view! {
        <aside class="stack" aria-labelledby="sent">
            <section class="panel">
                <h2 id="sent">{t!("new-sent")}</h2>
                {outlook::sent(sheet)}
                <button class="primary wide">{t!("new-submit")}</button>
                <button class="wide" name="do" value="check" aria-describedby="check-hint">{t!("new-check")}</button>
                <small id="check-hint">{t!("new-check-hint")}</small>
                {kept}
            </section>
        </aside>
    }
    .into_any()
}

/// What the browser offers in the fields for items.
fn offers(sheet: &Sheet) -> AnyView {
    let items = sheet.catalog.items.iter().filter(|item| item.retired_at.is_none()).map(|item| {
        let text = format!("{} · {}", item.code, item.names.in_language(sheet.language.code()));
        view! { <option value=text></option> }
    });
    view! { <datalist id="items">{items.collect_view()}</datalist> }.into_any()
}

/// A label, its control, a hint, and what is wrong with it.
pub fn field(sheet: &Sheet, which: Field, hint: Option<String>, control: impl FnOnce(Marks) -> AnyView) -> AnyView {
    let marks = sheet.complaints.marks(which, hint.is_some());
    let id = marks.id.clone();
    let hint = hint.map(|hint| view! { <small id=format!("{id}-hint")>{hint}</small> });
    view! {
        <div class="field">
            <label for=id.clone()>{label(which)}</label>
            {control(marks)}
            {hint}
            {sheet.complaints.beside(which)}
        </div>
    }
    .into_any()
}

/// Several controls under one name.
pub fn group(sheet: &Sheet, which: Field, class: &'static str, controls: AnyView) -> AnyView {
    let marks = sheet.complaints.marks(which, false);
    view! {
        <fieldset id=marks.id.clone() class=class aria-invalid=marks.aria_invalid() aria-describedby=marks.described_by>
            <legend>{label(which)}</legend>
            {controls}
            {sheet.complaints.beside(which)}
        </fieldset>
    }
    .into_any()
}

/// What was chosen and is not in this game: it stays chosen until somebody chooses otherwise.
pub fn extra(sheet: &Sheet, value: &str, known: bool) -> Option<AnyView> {
    (!known).then(|| {
        let label = t!("new-stray", text = value.to_owned(), game = sheet.game());
        view! { <Choice value=value chosen=true label/> }.into_any()
    })
}
