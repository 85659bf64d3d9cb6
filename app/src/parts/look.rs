use grantdesk::people::{Person, Settings};
use leptos::prelude::*;

use crate::t;
use crate::words::Language;

/// A quick change of how the desk looks, as the account menu offers it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    Language(Language),
    Theme(Theme),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Theme {
    Light,
    Dark,
    /// As the system of the person has it.
    System,
}

impl Theme {
    pub const ALL: [Theme; 3] = [Theme::Light, Theme::Dark, Theme::System];

    pub fn word(self) -> &'static str {
        match self {
            Theme::Light => "light",
            Theme::Dark => "dark",
            Theme::System => "system",
        }
    }

    /// As it is kept: none for the system's.
    pub fn kept(self) -> Option<String> {
        (self != Theme::System).then(|| self.word().to_owned())
    }
}

impl Look {
    /// `language-ko`, `theme-dark`.
    pub fn word(self) -> String {
        match self {
            Look::Language(language) => format!("language-{}", language.code()),
            Look::Theme(theme) => format!("theme-{}", theme.word()),
        }
    }

    pub fn parse(word: &str) -> Option<Look> {
        let languages = Language::ALL.map(Look::Language);
        let themes = Theme::ALL.map(Look::Theme);
        languages.into_iter().chain(themes).find(|look| look.word() == word)
    }

    /// The settings with this one changed.
    pub fn of(self, settings: Settings) -> Settings {
        match self {
            Look::Language(language) => Settings { language: Some(language.code().to_owned()), ..settings },
            Look::Theme(theme) => Settings { theme: theme.kept(), ..settings },
        }
    }
}

/// A page says by this context what of it must survive a switch. Browsers press the first button of a form when Enter
/// is pressed in one of its fields, and a switch in the top bar must not be that: so Enter is given something to press.
#[derive(Clone, Copy, Debug)]
pub enum KeptForm {
    /// The ID of a form that understands every `Look` as what its `do` asks for, and what Enter asks for.
    Whole { id: &'static str, on_enter: &'static str },
    /// The ID of a form whose `note` is kept. Enter sends it where it goes by itself.
    Note { id: &'static str },
    /// All of the page, which is not shown a second time: so it has no switch.
    Page,
}

/// Where a switch goes that no form understands.
const ACTION: &str = "/settings/look";

/// Languages and themes, a press each. On a page with a kept form they send that form; elsewhere one comes back to
/// the page one is on.
#[component]
pub fn LookSwitch(person: Person, here: String) -> impl IntoView {
    let (form, name, to, on_enter) = match use_context::<KeptForm>() {
        Some(KeptForm::Whole { id, on_enter }) => (Some(id), "do", None, Some(on_enter)),
        Some(KeptForm::Note { id }) => (Some(id), "look", Some(ACTION), None),
        Some(KeptForm::Page) => return ().into_any(),
        None => (None, "look", None, None),
    };
    let speaks = crate::words::language();
    let theme = person.theme;
    let button = move |look: Look, text: String, language: Option<&'static str>, current: bool| {
        view! {
            <button
                class="quiet"
                form=form
                formaction=to
                name=name
                value=look.word()
                lang=language
                aria-current=current.then_some("true")
                formnovalidate
            >
                {text}
            </button>
        }
    };
    let languages = Language::ALL.map(|language| {
        button(Look::Language(language), language.own_name().to_owned(), Some(language.code()), language == speaks)
    });
    let themes =
        Theme::ALL.map(|one| button(Look::Theme(one), t!(&format!("theme-{}", one.word())), None, one.kept() == theme));
    let groups = view! {
        <div class="looks" role="group" aria-label=t!("settings-language")>{languages.collect_view()}</div>
        <div class="looks" role="group" aria-label=t!("settings-theme")>{themes.collect_view()}</div>
    };
    let back = (name == "look").then(|| view! { <input type="hidden" form=form name="back" value=here/> });
    let Some(form) = form else {
        return view! { <form method="post" action=ACTION>{back}{groups}</form> }.into_any();
    };
    view! {
        <button hidden form=form name=on_enter.map(|_| "do") value=on_enter tabindex="-1" aria-hidden="true"></button>
        {back}
        {groups}
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use grantdesk::people::Settings;

    use super::{Look, Theme};
    use crate::words::Language;

    #[test]
    fn a_switch_is_understood_as_it_was_written_and_changes_one_thing() {
        for look in Language::ALL.map(Look::Language).into_iter().chain(Theme::ALL.map(Look::Theme)) {
            assert_eq!(Look::parse(&look.word()), Some(look));
        }
        assert_eq!(Look::parse("language-fr"), None);
        let before = Settings {
            language: Some("ko".into()),
            time_zone: Some("UTC".into()),
            theme: Some("dark".into()),
            shortcuts: false,
        };
        assert_eq!(Look::Theme(Theme::System).of(before.clone()), Settings { theme: None, ..before.clone() });
        let after = Look::Language(Language::Japanese).of(before.clone());
        assert_eq!(after, Settings { language: Some("ja".into()), ..before });
    }
}
