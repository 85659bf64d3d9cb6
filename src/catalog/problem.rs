use std::fmt;

/// Something about one field that keeps an entry from being saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Complaint {
    pub field: &'static str,
    pub problem: Problem,
}

/// What is wrong with a value.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    #[error("is missing")]
    Missing,
    /// A code is 1 to 64 letters, digits, `_`, `-` and `.`, and begins with a letter or a digit.
    #[error("is no code: letters, digits, _ - and . only, 64 at most, a letter or digit first")]
    NotACode,
    /// The address of another page.
    #[error("cannot be used as a code")]
    ReservedCode,
    #[error("is taken already")]
    CodeTaken,
    #[error("is longer than {0} characters")]
    TooLong(usize),
    #[error("holds control characters")]
    ControlCharacters,
    #[error("is no whole number")]
    NotANumber,
    #[error("is not between {least} and {most}")]
    OutOfRange { least: i64, most: i64 },
    #[error("is none of {}", .0.join(", "))]
    NotOneOf(&'static [&'static str]),
    #[error("is neither true nor false")]
    NotAFlag,
    #[error("is no URL that begins with http:// or https:// and has no password, query or fragment")]
    NotAUrl,
    #[error("the name {0} cannot be resolved")]
    NameNotResolved(String),
    #[error("{0} is in none of the networks that game servers may be in")]
    AddressNotAllowed(String),
    #[error("is no secret: whsec_ and base64 of 24 to 64 bytes")]
    NotASecret,
    /// `???` where other letters were: saved in an encoding that does not have them.
    #[error("has lost letters: ? stands where others were")]
    LettersLost,
}

impl Problem {
    /// The word for it, in which a page's words are found.
    pub fn as_str(&self) -> &'static str {
        match self {
            Problem::Missing => "missing",
            Problem::NotACode => "not-a-code",
            Problem::ReservedCode => "reserved-code",
            Problem::CodeTaken => "code-taken",
            Problem::TooLong(_) => "too-long",
            Problem::ControlCharacters => "control-characters",
            Problem::NotANumber => "not-a-number",
            Problem::OutOfRange { .. } => "out-of-range",
            Problem::NotOneOf(_) => "not-one-of",
            Problem::NotAFlag => "not-a-flag",
            Problem::NotAUrl => "not-a-url",
            Problem::NameNotResolved(_) => "name-not-resolved",
            Problem::AddressNotAllowed(_) => "address-not-allowed",
            Problem::NotASecret => "not-a-secret",
            Problem::LettersLost => "letters-lost",
        }
    }
}

impl Complaint {
    pub(crate) fn new(field: &'static str, problem: Problem) -> Complaint {
        Complaint { field, problem }
    }
}

impl fmt::Display for Complaint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.field, self.problem)
    }
}
