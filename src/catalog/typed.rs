//! What somebody typed, or a file says, becomes values.

use reqwest::Url;
use serde_json::{Value, json};

use super::{Complaint, Entry, Field, Kind, Problem, Shape, Values};
use crate::list::clean;

/// Other pages have these addresses.
const RESERVED: [&str; 2] = ["new", "import"];
const LONGEST_CODE: usize = 64;
const LONGEST_URL: usize = 500;

impl Kind {
    /// The values of an entry from one text for each of its fields, in their order.
    ///
    /// # Errors
    /// Everything that is wrong with them.
    pub fn read(self, texts: &[String]) -> Result<Values, Vec<Complaint>> {
        self.read_over(texts, None)
    }

    /// The same for an entry that is there: what stays as it is needs no leave.
    pub(super) fn read_over(self, texts: &[String], known: Option<&Entry>) -> Result<Values, Vec<Complaint>> {
        let read = |(place, field): (usize, &Field)| {
            let text = texts.get(place).map_or("", String::as_str);
            let stays = known.map(|entry| &entry.values[place]).filter(|value| super::text(value) == text);
            stays
                .map_or_else(|| field.read(text), |value| Ok(value.clone()))
                .map_err(|problem| Complaint::new(field.name, problem))
        };
        let (mut values, mut complaints) = (Values::new(), Vec::new());
        for field in self.fields().iter().enumerate().map(read) {
            match field {
                Ok(value) => values.push(value),
                Err(complaint) => complaints.push(complaint),
            }
        }
        if complaints.is_empty() {
            complaints.extend(self.contradiction(&values));
        }
        if complaints.is_empty() { Ok(values) } else { Err(complaints) }
    }

    /// What a blank form holds.
    pub fn defaults(self) -> Vec<String> {
        self.fields().iter().map(|field| field.default.to_owned()).collect()
    }

    /// What no field is guilty of alone.
    fn contradiction(self, values: &Values) -> Option<Complaint> {
        let number = |name| self.place(name).and_then(|place| values[place].as_i64());
        let (least, most) = (number("min_length")?, number("max_length")?);
        let problem = Problem::OutOfRange { least, most: 64 };
        (most < least).then(|| Complaint::new("max_length", problem))
    }
}

impl Field {
    /// The value that a text stands for.
    pub(super) fn read(&self, text: &str) -> Result<Value, Problem> {
        let text = clean::trimmed(text);
        match self.shape {
            Shape::Code => code(text),
            Shape::Line { most } => line(text, most).map(Value::from),
            Shape::Text { most } => several_lines(text, most),
            Shape::Url => url(text),
            Shape::Number { optional: true, .. } if text.is_empty() => Ok(Value::Null),
            Shape::Number { least, most, .. } => number(text, least, most),
            Shape::OneOf(_) if text.is_empty() => Err(Problem::Missing),
            Shape::OneOf(words) => {
                let word = text.to_lowercase();
                if words.contains(&word.as_str()) { Ok(word.into()) } else { Err(Problem::NotOneOf(words)) }
            }
            Shape::Flag => flag(text).map(Value::from),
        }
    }
}

fn code(text: &str) -> Result<Value, Problem> {
    if text.is_empty() {
        return Err(Problem::Missing);
    }
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.');
    if text.len() > LONGEST_CODE || !text.bytes().all(fits) || !text.as_bytes()[0].is_ascii_alphanumeric() {
        return Err(Problem::NotACode);
    }
    if RESERVED.contains(&text) { Err(Problem::ReservedCode) } else { Ok(text.into()) }
}

fn line(text: &str, most: usize) -> Result<&str, Problem> {
    if text.is_empty() {
        Err(Problem::Missing)
    } else if text.chars().any(clean::is_control) {
        Err(Problem::ControlCharacters)
    } else if text.chars().count() > most {
        Err(Problem::TooLong(most))
    } else if text.chars().all(|char| matches!(char, '?' | ' ')) {
        Err(Problem::LettersLost)
    } else {
        Ok(text)
    }
}

/// Line breaks as browsers, spreadsheets and everybody else write them are one and the same.
fn several_lines(text: &str, most: usize) -> Result<Value, Problem> {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    line(&text.replace('\n', " "), most)?;
    Ok(text.into())
}

fn url(text: &str) -> Result<Value, Problem> {
    line(text, LONGEST_URL)?;
    let url = Url::parse(text).map_err(|_| Problem::NotAUrl)?;
    let is_plain = url.username().is_empty()
        && url.password().is_none()
        && url.query().is_none()
        && url.fragment().is_none()
        && url.has_host();
    if matches!(url.scheme(), "http" | "https") && is_plain {
        // As it is called: what hides in another spelling is seen.
        Ok(url.as_str().trim_end_matches('/').into())
    } else {
        Err(Problem::NotAUrl)
    }
}

fn number(text: &str, least: i64, most: i64) -> Result<Value, Problem> {
    let text = clean::plain(text, &mut clean::Cleanings::default());
    if text.is_empty() {
        return Err(Problem::Missing);
    }
    let text = clean::without_thousands(&text).unwrap_or(text);
    let digits = text.strip_prefix('-').unwrap_or(&text);
    if !clean::is_digits(digits) {
        return Err(Problem::NotANumber);
    }
    match text.parse::<i64>() {
        Ok(number) if (least..=most).contains(&number) => Ok(json!(number)),
        _ => Err(Problem::OutOfRange { least, most }),
    }
}

/// Nothing is no.
pub(super) fn flag(text: &str) -> Result<bool, Problem> {
    match clean::trimmed(text).to_lowercase().as_str() {
        "true" | "yes" | "1" => Ok(true),
        "" | "false" | "no" | "0" => Ok(false),
        _ => Err(Problem::NotAFlag),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(kind: Kind, texts: &[&str]) -> Result<Values, Vec<Complaint>> {
        kind.read(&texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn values_are_read_as_people_write_them() {
        let item = read(Kind::Item, &[" GEM ", "Gem", "보석", "ジェム", "Currency", "１00,000"]);
        assert_eq!(
            item,
            Ok(vec![json!("GEM"), json!("Gem"), json!("보석"), json!("ジェム"), json!("currency"), json!(100_000)])
        );
        let server = read(Kind::Server, &["kr-1", "KR-1", "https://game.example:8443/kr-1/", "32", "", "2000", "1"]);
        assert_eq!(server.as_ref().map(|values| &values[2]), Ok(&json!("https://game.example:8443/kr-1")));
        assert_eq!(server.as_ref().map(|values| &values[4]), Ok(&Value::Null));
        let message = read(Kind::Message, &["hello", "a\r\nb", "a\rb", "a\nb"]).expect("a message");
        assert!(message[1..].iter().all(|text| text == "a\nb"));
    }

    #[test]
    fn everything_that_is_wrong_is_said_at_its_field() {
        let long = "가".repeat(101);
        let complaints = read(Kind::Item, &["코드", "", &long, "??", "gold", "0"]).expect_err("refused");
        let said: Vec<(&str, &str)> = complaints.iter().map(|each| (each.field, each.problem.as_str())).collect();
        assert_eq!(
            said,
            [
                ("code", "not-a-code"),
                ("name_en", "missing"),
                ("name_ko", "too-long"),
                ("name_ja", "letters-lost"),
                ("kind", "not-one-of"),
                ("max_quantity", "out-of-range"),
            ]
        );
    }

    #[test]
    fn a_code_is_never_the_address_of_another_page() {
        for wrong in ["new", "import", ".", "..", "-a", "a b", "a/b", "", &"a".repeat(65)] {
            assert!(Kind::Item.fields()[0].read(wrong).is_err(), "{wrong}");
        }
        for right in ["GEM", "item.1", "10001", "NEW", "a_b-c"] {
            assert_eq!(Kind::Item.fields()[0].read(right), Ok(json!(right)));
        }
    }

    #[test]
    fn a_url_hides_nothing() {
        let field = Kind::Server.fields()[2];
        for wrong in
            ["ftp://a", "http://u:p@a/", "http://a/?q", "http://a/#f", "a.example", "file:///etc/passwd", "http://"]
        {
            assert_eq!(field.read(wrong), Err(Problem::NotAUrl), "{wrong}");
        }
    }

    #[test]
    fn a_url_is_kept_as_it_is_called() {
        let field = Kind::Server.fields()[2];
        for (typed, kept) in [
            ("HTTP://Game.Example:80/kr-1/", "http://game.example/kr-1"),
            ("http://10.0.0.1\\@elsewhere.example/", "http://10.0.0.1/@elsewhere.example"),
            ("http://0x0a.1", "http://10.0.0.1"),
        ] {
            assert_eq!(field.read(typed), Ok(json!(kept)), "{typed}");
        }
    }

    #[test]
    fn ids_are_at_most_as_long_as_at_least() {
        let complaints = read(Kind::IdKind, &["uid", "UID", "digits", "9", "8", "0"]).expect_err("refused");
        assert_eq!(complaints, [Complaint::new("max_length", Problem::OutOfRange { least: 9, most: 64 })]);
    }
}
