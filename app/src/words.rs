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

resources!("common", "sign-in", "dashboard", "requests", "request", "request-new", "approvals", "log");

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
