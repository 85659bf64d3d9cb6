/// What a catalog is made of: the game itself, and what it has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    Game,
    IdKind,
    Server,
    Item,
    Reason,
    DetailReason,
    Message,
}

/// One thing that is said of every entry of a kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Field {
    /// As the database, files and events call it.
    pub name: &'static str,
    pub shape: Shape,
    /// What a new entry begins with.
    pub default: &'static str,
}

/// What may stand in a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// What history and game servers know an entry by: it never changes.
    Code,
    /// One line.
    Line {
        most: usize,
    },
    /// Several lines.
    Text {
        most: usize,
    },
    Url,
    Number {
        least: i64,
        most: i64,
        optional: bool,
    },
    OneOf(&'static [&'static str]),
    /// Yes or no.
    Flag,
}

/// JSON numbers are exact up to 2^53 - 1.
const EXACT: i64 = 9_007_199_254_740_991;
const NAME: Shape = Shape::Line { most: 100 };
const TEXT: Shape = Shape::Text { most: 2_000 };

const fn field(name: &'static str, shape: Shape) -> Field {
    Field { name, shape, default: "" }
}

const fn number(name: &'static str, least: i64, most: i64, default: &'static str) -> Field {
    Field { name, shape: Shape::Number { least, most, optional: false }, default }
}

const fn flag(name: &'static str) -> Field {
    Field { name, shape: Shape::Flag, default: "false" }
}

const CODE: Field = field("code", Shape::Code);
const NAME_EN: Field = field("name_en", NAME);
const NAME_KO: Field = field("name_ko", NAME);
const NAME_JA: Field = field("name_ja", NAME);

impl Kind {
    /// What a game has.
    pub const OF_A_GAME: [Kind; 6] =
        [Kind::Item, Kind::Server, Kind::Reason, Kind::DetailReason, Kind::Message, Kind::IdKind];

    /// As addresses and files call it.
    pub fn as_str(self) -> &'static str {
        match self {
            Kind::Game => "games",
            Kind::IdKind => "id-kinds",
            Kind::Server => "servers",
            Kind::Item => "items",
            Kind::Reason => "reasons",
            Kind::DetailReason => "detail-reasons",
            Kind::Message => "messages",
        }
    }

    /// What a game has, by the word of an address.
    pub fn parse(word: &str) -> Option<Kind> {
        Kind::OF_A_GAME.into_iter().find(|kind| kind.as_str() == word)
    }

    /// As events call an entry of it.
    pub fn subject(self) -> &'static str {
        match self {
            Kind::Game => "game",
            Kind::IdKind => "id_kind",
            Kind::Server => "server",
            Kind::Item => "item",
            Kind::Reason => "reason",
            Kind::DetailReason => "detail_reason",
            Kind::Message => "message",
        }
    }

    /// What is said of an entry; its code comes first.
    pub fn fields(self) -> &'static [Field] {
        match self {
            Kind::Game => {
                const { &[CODE, NAME_EN, NAME_KO, NAME_JA, flag("supports_validity"), flag("supports_messages")] }
            }
            Kind::IdKind => {
                const {
                    &[
                        CODE,
                        field("label", NAME),
                        Field { default: "digits", ..field("charset", Shape::OneOf(&["digits", "alphanumeric"])) },
                        number("min_length", 1, 64, "1"),
                        number("max_length", 1, 64, "20"),
                        number("position", 0, 99, "0"),
                    ]
                }
            }
            Kind::Server => {
                const {
                    &[
                        CODE,
                        field("name", NAME),
                        field("url", Shape::Url),
                        number("concurrency", 1, 256, "32"),
                        field("rate_per_second", Shape::Number { least: 1, most: 1_000_000, optional: true }),
                        number("timeout_ms", 100, 120_000, "10000"),
                        number("max_batch", 1, 1_000, "1"),
                    ]
                }
            }
            Kind::Item => {
                const {
                    &[
                        CODE,
                        NAME_EN,
                        NAME_KO,
                        NAME_JA,
                        Field { default: "item", ..field("kind", Shape::OneOf(&["currency", "item"])) },
                        number("max_quantity", 1, EXACT, ""),
                    ]
                }
            }
            Kind::Reason => const { &[CODE, NAME_EN, NAME_KO, NAME_JA, flag("asks_detail")] },
            Kind::DetailReason => const { &[CODE, NAME_EN, NAME_KO, NAME_JA] },
            Kind::Message => {
                const { &[field("key", Shape::Code), field("text_en", TEXT), field("text_ko", TEXT), field("text_ja", TEXT)] }
            }
        }
    }

    /// Where a field stands among its kind's.
    pub fn place(self, name: &str) -> Option<usize> {
        self.fields().iter().position(|field| field.name == name)
    }
}

impl Field {
    /// Its name without the language, and the language: `name_ko` is the `name` in `ko`.
    pub fn in_language(&self) -> Option<(&'static str, &'static str)> {
        let (stem, language) = self.name.rsplit_once('_')?;
        ["en", "ko", "ja"].contains(&language).then_some((stem, language))
    }

    /// Whether nothing may stand in it.
    pub fn is_optional(&self) -> bool {
        matches!(self.shape, Shape::Flag | Shape::Number { optional: true, .. })
    }
}
