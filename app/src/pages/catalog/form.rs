//! One form for every kind: a field for each thing that is said of an entry.

use grantdesk::catalog::{Complaint, Difference, Entry, Field, Kind, Overtaken, Shape};
use leptos::prelude::*;

use super::posted::Posted;
use super::{difference, problem};
use crate::moment;
use crate::parts::field::{Choice, FieldError, TextArea};
use crate::parts::icon::Icon;
use crate::parts::look::KeptForm;
use crate::{t, words};

/// The ID of the form on its page.
pub const FORM: &str = "entry";

/// What stands in a form, and what is wrong with it.
#[derive(Clone, Debug)]
pub struct EntryForm {
    pub kind: Kind,
    /// One text a field.
    pub texts: Vec<String>,
    /// What the entry said when the form was shown; none for a new one.
    pub seen: Option<Vec<String>>,
    pub secret: String,
    pub complaints: Vec<Complaint>,
    /// What somebody else changed meanwhile.
    pub overtaken: Option<Box<Overtaken>>,
}

/// What the page calls a field: Name.
pub fn label(kind: Kind, field: &str) -> String {
    let stem = kind.place(field).and_then(|place| kind.fields()[place].in_language());
    match stem {
        Some((stem, language)) => format!("{} ({})", t!(&format!("catalog-field-{stem}")), of(language)),
        None => t!(&format!("catalog-field-{}", field.replace('_', "-"))),
    }
}

/// What the page calls a choice: Currency.
pub fn choice(kind: Kind, word: &str) -> String {
    let key = format!("catalog-choice-{}-{word}", kind.as_str());
    if words::has(&key) { t!(&key) } else { word.to_owned() }
}

/// A language by its own name.
fn of(language: &str) -> &'static str {
    match language {
        "ko" => "한국어",
        "ja" => "日本語",
        _ => "English",
    }
}

impl EntryForm {
    pub fn blank(kind: Kind) -> EntryForm {
        EntryForm { seen: None, texts: kind.defaults(), ..EntryForm::of(kind, Vec::new()) }
    }

    pub fn of_entry(kind: Kind, entry: &Entry) -> EntryForm {
        EntryForm::of(kind, entry.texts())
    }

    fn of(kind: Kind, texts: Vec<String>) -> EntryForm {
        EntryForm {
            kind,
            seen: Some(texts.clone()),
            texts,
            secret: String::new(),
            complaints: Vec::new(),
            overtaken: None,
        }
    }

    /// The form again, with what was typed and what is wrong with it.
    pub fn refused(self, texts: Vec<String>, complaints: Vec<Complaint>) -> EntryForm {
        EntryForm { texts, complaints, ..self }
    }

    /// The form again as it was sent, to be shown otherwise. If it said what was wrong, it says so again.
    pub fn again(self, posted: Posted) -> EntryForm {
        let mut texts = posted.texts;
        // The code of what is there is not typed.
        if let Some(code) = self.seen.as_ref().and_then(|seen| seen.first()) {
            texts.splice(..texts.len().min(1), [code.clone()]);
        }
        let complaints = if posted.refused { self.kind.read(&texts).err().unwrap_or_default() } else { Vec::new() };
        EntryForm { secret: posted.secret, ..self.refused(texts, complaints) }
    }

    /// The form again, with what was typed, what others changed, and the leave to save over it.
    pub fn overtaken(self, overtaken: Box<Overtaken>) -> EntryForm {
        let (seen, texts) = (Some(overtaken.now.texts()), overtaken.merged.clone());
        EntryForm { seen, texts, overtaken: Some(overtaken), ..self }
    }

    pub fn is_refused(&self) -> bool {
        !self.complaints.is_empty() || self.overtaken.is_some()
    }

    /// What is wrong, at the top of the page.
    pub fn summary(&self) -> Option<AnyView> {
        if let Some(overtaken) = &self.overtaken {
            return Some(self.meanwhile(overtaken));
        }
        if self.complaints.is_empty() {
            return None;
        }
        let lines = self.complaints.iter().map(|Complaint { field, problem }| {
            let text =
                format!("{}{}{}", label(self.kind, field), t!("label-colon"), problem::problem(self.kind, problem));
            view! { <li><a href=format!("#{field}")>{text}</a></li> }
        });
        Some(
            view! {
                <div class="notice summary" data-tone="bad" role="alert" tabindex="-1" autofocus>
                    <Icon name="failed"/>
                    <div><h2>{t!("catalog-refused")}</h2><ul>{lines.collect_view()}</ul></div>
                </div>
            }
            .into_any(),
        )
    }

    fn meanwhile(&self, overtaken: &Overtaken) -> AnyView {
        let who = overtaken.by.clone().unwrap_or_default();
        let at = overtaken.at.map(moment::long).unwrap_or_default();
        view! {
            <div class="notice summary" data-tone="warn" role="alert" tabindex="-1" autofocus>
                <Icon name="warn"/>
                <div>
                    <h2>{t!("catalog-overtaken", who = who, at = at)}</h2>
                    {difference::differences(self.kind, &overtaken.differences)}
                    <p>{t!("catalog-overtaken-do")}</p>
                </div>
            </div>
        }
        .into_any()
    }

    /// The fields; those in three languages stand together.
    pub fn fields(&self) -> AnyView {
        let fields = self.kind.fields();
        let mut parts: Vec<AnyView> = Vec::new();
        let mut single: Vec<AnyView> = Vec::new();
        let mut place = 0;
        while place < fields.len() {
            match fields[place].in_language() {
                Some((stem, _)) => {
                    if !single.is_empty() {
                        parts.push(together(std::mem::take(&mut single)));
                    }
                    let each = (place..place + 3).map(|place| self.field(place)).collect_view();
                    let legend = t!(&format!("catalog-field-{stem}"));
                    let hint = hint(self.kind, stem).map(|hint| view! { <small>{hint}</small> });
                    parts.push(
                        view! { <fieldset class="languages"><legend>{legend}</legend>{hint}<div class="fields">{each}</div></fieldset> }
                            .into_any(),
                    );
                    place += 3;
                }
                None => {
                    if self.seen.is_none() || fields[place].shape != Shape::Code {
                        single.push(self.field(place));
                    }
                    place += 1;
                }
            }
        }
        if self.kind == Kind::Server && self.seen.is_none() {
            single.push(self.secret_field());
        }
        if !single.is_empty() {
            parts.push(together(single));
        }
        let seen = self.seen.as_ref().and_then(|seen| serde_json::to_string(seen).ok());
        let refused =
            (!self.complaints.is_empty()).then(|| view! { <input type="hidden" name="refused" value="true"/> });
        provide_context(KeptForm::Whole { id: FORM, on_enter: "save" });
        view! {
            {refused}
            {seen.map(|seen| view! { <input type="hidden" name="seen" value=seen/> })}
            {parts}
        }
        .into_any()
    }

    fn field(&self, place: usize) -> AnyView {
        let field = &self.kind.fields()[place];
        let text = self.texts.get(place).cloned().unwrap_or_default();
        let marks = Marks::of(self, field);
        let beside = view! { {marks.hint()}{marks.error()} }.into_any();
        if field.shape == Shape::Flag {
            return view! {
                <div class="field">
                    <label class="check">
                        <input id=field.name type="checkbox" name=field.name value="true" checked=text == "true" aria-describedby=marks.described_by()/>
                        <span>{label(self.kind, field.name)}</span>
                    </label>
                    {beside}
                </div>
            }
            .into_any();
        }
        let name = match field.in_language() {
            Some((_, language)) => of(language).to_owned(),
            None => label(self.kind, field.name),
        };
        view! { <div class="field"><label for=field.name>{name}</label>{self.control(field, text, &marks)}{beside}</div> }.into_any()
    }

    fn control(&self, field: &Field, text: String, marks: &Marks) -> AnyView {
        let (invalid, described_by) = (marks.error.is_some(), marks.described_by());
        let language = field.in_language().map(|(_, language)| language);
        match field.shape {
            Shape::Text { .. } => view! {
                <TextArea id=field.name name=field.name value=text rows=4 required=true invalid=invalid described_by=described_by language=language/>
            }
            .into_any(),
            Shape::OneOf(words) => {
                let choices = words.iter().map(|word| {
                    view! { <Choice value=*word chosen=*word == text label=choice(self.kind, word)/> }
                });
                let stray = !text.is_empty() && !words.contains(&text.as_str());
                let stray = stray.then(|| view! { <Choice value=text.clone() chosen=true label=text.clone()/> });
                view! {
                    <select id=field.name name=field.name aria-invalid=invalid.then_some("true") aria-describedby=described_by>
                        {choices.collect_view()}
                        {stray}
                    </select>
                }
                .into_any()
            }
            shape => {
                let is_number = matches!(shape, Shape::Number { .. });
                let is_name = matches!(shape, Shape::Line { .. });
                view! {
                    <input
                        id=field.name
                        name=field.name
                        value=text
                        lang=language
                        class=is_number.then_some("num")
                        inputmode=is_number.then_some("numeric")
                        type=if shape == Shape::Url { "url" } else { "text" }
                        required=!field.is_optional()
                        autocomplete="off"
                        autocapitalize=(!is_name).then_some("none")
                        spellcheck="false"
                        aria-invalid=invalid.then_some("true")
                        aria-describedby=described_by
                    />
                }
                .into_any()
            }
        }
    }

    fn secret_field(&self) -> AnyView {
        let wrong = self.complaints.iter().find(|complaint| complaint.field == "secret");
        let error = wrong.map(|complaint| problem::problem(self.kind, &complaint.problem));
        let invalid = error.is_some().then_some("true");
        view! {
            <div class="field">
                <label for="secret">{t!("catalog-field-secret")}</label>
                <input id="secret" name="secret" value=self.secret.clone() placeholder="whsec_" autocomplete="off" autocapitalize="none" spellcheck="false" aria-invalid=invalid aria-describedby="secret-hint"/>
                <small id="secret-hint">{t!("catalog-secret-hint")}</small>
                {error.map(|error| view! { <FieldError id="secret-error" text=error/> })}
            </div>
        }
        .into_any()
    }
}

/// What a control says about itself.
struct Marks {
    name: &'static str,
    hint: Option<String>,
    error: Option<String>,
    /// What somebody else wrote into it meanwhile.
    now: Option<Difference>,
}

impl Marks {
    fn of(form: &EntryForm, field: &Field) -> Marks {
        let wrong = form.complaints.iter().find(|complaint| complaint.field == field.name);
        let changed = form.overtaken.iter().flat_map(|overtaken| &overtaken.differences);
        Marks {
            name: field.name,
            hint: hint(form.kind, field.name),
            error: wrong.map(|complaint| problem::problem(form.kind, &complaint.problem)),
            now: changed.into_iter().find(|difference| difference.field == field.name).cloned(),
        }
    }

    fn described_by(&self) -> Option<String> {
        let hint = (self.hint.is_some() || self.now.is_some()).then(|| format!("{}-hint", self.name));
        let error = self.error.is_some().then(|| format!("{}-error", self.name));
        let ids: Vec<String> = [error, hint].into_iter().flatten().collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    }

    fn hint(&self) -> Option<AnyView> {
        let now = self.now.as_ref().map(|now| t!("catalog-now", text = grantdesk::catalog::text(&now.after)));
        let hint = now.or_else(|| self.hint.clone())?;
        Some(view! { <small id=format!("{}-hint", self.name)>{hint}</small> }.into_any())
    }

    fn error(&self) -> Option<AnyView> {
        let text = self.error.clone()?;
        Some(view! { <FieldError id=format!("{}-error", self.name) text=text/> }.into_any())
    }
}

fn hint(kind: Kind, field: &str) -> Option<String> {
    let key = format!("catalog-hint-{}-{}", kind.as_str(), field.replace('_', "-"));
    let any = format!("catalog-hint-{}", field.replace('_', "-"));
    [key, any].iter().find(|key| words::has(key)).map(|key| t!(key))
}

fn together(fields: Vec<AnyView>) -> AnyView {
    view! { <div class="fields">{fields}</div> }.into_any()
}
