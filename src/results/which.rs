/// Which deliveries of a request are looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Which {
    #[default]
    All,
    /// Without success: refused, failed or unknown.
    Unfinished,
    Succeeded,
}

impl Which {
    const EACH: [Which; 3] = [Which::All, Which::Unfinished, Which::Succeeded];

    pub fn as_str(self) -> &'static str {
        match self {
            Which::All => "all",
            Which::Unfinished => "unfinished",
            Which::Succeeded => "succeeded",
        }
    }

    pub fn parse(word: &str) -> Option<Which> {
        Which::EACH.into_iter().find(|which| which.as_str() == word)
    }
}
