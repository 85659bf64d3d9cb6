//! Words in the three languages, from `words/`. Numbers in them are grouped as people read them.

use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use leptos::prelude::use_context;

/// A language of the desk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    English,
    Korean,
    Japanese,
}

impl Language {
    pub const ALL: [Language; 3] = [Language::English, Language::Korean, Language::Japanese];

    pub fn code(self) -> &'static str {
        match self {
            Language::English => "en",
            Language::Korean => "ko",
            Language::Japanese => "ja",
        }
    }

    /// As who speaks it calls it.
    pub fn own_name(self) -> &'static str {
        match self {
            Language::English => "English",
            Language::Korean => "한국어",
            Language::Japanese => "日本語",
        }
    }

    pub fn parse(code: &str) -> Option<Language> {
        Language::ALL.into_iter().find(|language| language.code() == code)
    }

    /// The first language of an `Accept-Language` header that the desk speaks; English if none.
    pub fn accepted(header: &str) -> Language {
        let mut wanted: Vec<(f32, Language)> = header
            .split(',')
            .filter_map(|part| {
                let mut parts = part.trim().split(';');
                let language = Language::parse(parts.next()?.trim().get(..2)?)?;
                let quality = parts.find_map(|part| part.trim().strip_prefix("q=")?.parse().ok());
                Some((quality.unwrap_or(1.0), language))
            })
            .collect();
        wanted.sort_by(|(a, _), (b, _)| b.total_cmp(a));
        wanted.first().map_or(Language::English, |(_, language)| *language)
    }
}

macro_rules! files {
    ($language:literal: $($name:literal),+) => {
        [$(include_str!(concat!("../words/", $language, "/", $name, ".ftl"))),+]
    };
}

macro_rules! resources {
    ($($name:literal),+ $(,)?) => {
        /// One file a page, in every language.
        pub const NAMES: &[&str] = &[$($name),+];
        const ENGLISH: &[&str] = &files!("en": $($name),+);
        const KOREAN: &[&str] = &files!("ko": $($name),+);
        const JAPANESE: &[&str] = &files!("ja": $($name),+);
    };
}

resources!(
    "common",
    "sign-in",
    "dashboard",
    "requests",
    "request",
    "request-new",
    "bulk",
    "file",
    "approvals",
    "log",
    "catalog",
    "people",
    "settings",
    "audit",
    "players",
    "favorites",
    "notifications",
);

/// The texts of a language, one for each file in `NAMES`.
pub fn sources(language: Language) -> &'static [&'static str] {
    match language {
        Language::English => ENGLISH,
        Language::Korean => KOREAN,
        Language::Japanese => JAPANESE,
    }
}

static BUNDLES: LazyLock<[FluentBundle<FluentResource>; 3]> = LazyLock::new(|| Language::ALL.map(bundle));

fn bundle(language: Language) -> FluentBundle<FluentResource> {
    let id = language.code().parse().expect("a language code is an identifier");
    let mut bundle = FluentBundle::new_concurrent(vec![id]);
    bundle.set_use_isolating(false);
    bundle.set_formatter(Some(|value, _| match value {
        FluentValue::Number(number) => Some(grantdesk::number::grouped(number.value as i64)),
        _ => None,
    }));
    for source in sources(language) {
        let resource = FluentResource::try_new((*source).to_owned()).unwrap_or_else(|(_, errors)| {
            panic!("words in {}: {errors:?}", language.code());
        });
        bundle.add_resource(resource).unwrap_or_else(|errors| panic!("words in {}: {errors:?}", language.code()));
    }
    bundle
}

/// The text of a key. A key that is missing shows as itself, and a test fails on it.
pub fn text(language: Language, key: &str, args: &FluentArgs<'_>) -> String {
    let bundle = &BUNDLES[language as usize];
    let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) else {
        tracing::error!(key, language = language.code(), "words are missing");
        return key.to_owned();
    };
    bundle.format_pattern(pattern, Some(args), &mut Vec::new()).into_owned()
}

/// The language of the page that is being rendered.
pub fn language() -> Language {
    use_context().unwrap_or(Language::English)
}

/// Whether a key has words.
pub fn has(key: &str) -> bool {
    BUNDLES[0].has_message(key)
}

/// The words of a key in the language of the page: `t!("players", count = 3)`.
#[macro_export]
macro_rules! t {
    ($key:expr $(, $name:ident = $value:expr)* $(,)?) => {{
        #[allow(unused_mut, clippy::allow_attributes, reason = "without arguments nothing is set")]
        let mut args = ::fluent_bundle::FluentArgs::new();
        $(args.set(stringify!($name), $value);)*
        $crate::words::text($crate::words::language(), $key, &args)
    }};
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};
    use std::path::Path;

    use grantdesk::event::{ACTIONS, SUBJECTS};
    use grantdesk::people::Permission;
    use grantdesk::request::{DeliveryState, Direction, State};

    use super::{Language, NAMES, has, sources};

    /// The keys of one file, each with the names of its placeholders.
    fn keys(source: &str) -> BTreeMap<&str, BTreeSet<&str>> {
        let mut keys: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        let mut current = "";
        for line in source.lines() {
            let begins = line.starts_with(|letter: char| letter.is_ascii_alphabetic());
            if let Some((key, _)) = line.split_once('=').filter(|_| begins) {
                current = key.trim();
                assert!(keys.insert(current, BTreeSet::new()).is_none(), "{current} stands twice");
            }
            let names = line.split('$').skip(1).filter_map(|rest| {
                let is_name = |letter: char| letter.is_ascii_alphanumeric() || letter == '_';
                let (name, after) = rest.split_at(rest.find(|letter| !is_name(letter)).unwrap_or(rest.len()));
                // What only chooses a plural is not shown, and not every language has plurals.
                (!after.trim_start().starts_with("->")).then_some(name)
            });
            keys.entry(current).or_default().extend(names);
        }
        keys.remove("");
        keys
    }

    #[test]
    fn every_language_says_the_same_with_the_same_placeholders() {
        for (file, name) in NAMES.iter().enumerate() {
            let english = keys(sources(Language::English)[file]);
            for language in [Language::Korean, Language::Japanese] {
                let translated = keys(sources(language)[file]);
                let code = language.code();
                for (key, placeholders) in &english {
                    let other = translated.get(key).unwrap_or_else(|| panic!("{code}/{name}.ftl has no {key}"));
                    assert_eq!(other, placeholders, "placeholders of {key} in {code}/{name}.ftl");
                }
                for key in translated.keys() {
                    assert!(english.contains_key(key), "{key} of {code}/{name}.ftl is not in en/{name}.ftl");
                }
            }
        }
    }

    #[test]
    fn no_key_stands_in_two_files() {
        let mut seen = BTreeMap::new();
        for (source, name) in sources(Language::English).iter().zip(NAMES) {
            for key in keys(source).into_keys() {
                assert!(seen.insert(key, name).is_none(), "{key} of en/{name}.ftl stands in another file too");
            }
        }
    }

    #[test]
    fn every_word_that_pages_say_exists_and_none_is_left_over() {
        let mut code = String::new();
        read_all(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src")), &mut code);
        let is_macro = |before: &str| !before.ends_with(|letter: char| letter.is_ascii_alphanumeric() || letter == '_');
        let said = code.match_indices("t!(\"").filter(|(at, _)| is_macro(&code[..*at]));
        for said in said.filter_map(|(at, begin)| code[at + begin.len()..].split('"').next()) {
            assert!(has(said), "t!(\"{said}\") has no words");
        }
        // A key is used where it stands as a literal, or begins like a literal that is formatted: "state-{}".
        let literals: BTreeSet<&str> = code.split('"').collect();
        let prefixes: Vec<&str> =
            literals.iter().filter_map(|text| text.split_once('{')).map(|(prefix, _)| prefix).collect();
        let prefixes: Vec<&str> = prefixes.into_iter().filter(|prefix| prefix.ends_with('-')).collect();
        // `Why` looks for the words of causes and codes by what the database holds.
        let looked_up = ["cause-", "code-"];
        for source in sources(Language::English) {
            for key in keys(source).into_keys() {
                let begins = prefixes.iter().chain(&looked_up).any(|prefix| key.starts_with(prefix));
                assert!(begins || literals.contains(key), "nothing says {key}");
            }
        }
    }

    #[test]
    fn every_state_and_direction_has_a_name() {
        let states = State::ALL.iter().map(|state| format!("state-{}", state.as_str()));
        let deliveries = DeliveryState::ALL.iter().map(|state| format!("delivery-{}", state.as_str()));
        let directions = Direction::ALL.iter().map(|direction| format!("direction-{}", direction.as_str()));
        for key in states.chain(deliveries).chain(directions) {
            assert!(has(&key), "{key} has no words");
        }
    }

    #[test]
    fn everything_that_is_recorded_has_words() {
        let actions = ACTIONS.iter().map(|action| format!("action-{action}"));
        let subjects = SUBJECTS.iter().map(|subject| format!("subject-{subject}"));
        let permissions = Permission::ALL.iter().map(|permission| format!("permission-{}", permission.as_str()));
        for key in actions.chain(subjects).chain(permissions) {
            assert!(has(&key), "{key} has no words");
        }
    }

    fn read_all(folder: &Path, code: &mut String) {
        for entry in std::fs::read_dir(folder).expect("the sources are here") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                read_all(&path, code);
            } else if path.extension().is_some_and(|extension| extension == "rs") && !path.ends_with("words.rs") {
                code.push_str(&std::fs::read_to_string(&path).expect("a source file"));
            }
        }
    }
}
