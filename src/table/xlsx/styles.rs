use std::collections::HashMap;
use std::io::Read;

use quick_xml::events::Event;

use super::xml::{Xml, attribute};
use crate::table::NotATable;

/// The most styles; a spreadsheet has 65,490 at most.
const STYLES: usize = 100_000;

/// Which styles show a number as a date or a time.
#[derive(Debug, Default)]
pub struct Styles(Vec<bool>);

impl Styles {
    pub fn read(mut xml: Xml<impl Read>) -> Result<Styles, NotATable> {
        let mut formats = HashMap::new();
        let mut styles = Vec::new();
        let mut of_cells = false;
        loop {
            match xml.event()? {
                Event::Start(tag) => match tag.local_name().as_ref() {
                    "numFmt" => {
                        if let (Some(id), Some(code)) =
                            (number(attribute(&tag, "numFmtId")?), attribute(&tag, "formatCode")?)
                        {
                            formats.insert(id, is_date(&code));
                        }
                    }
                    "cellXfs" => of_cells = true,
                    "xf" if of_cells => {
                        let id = number(attribute(&tag, "numFmtId")?).unwrap_or(0);
                        styles.push(formats.get(&id).copied().unwrap_or_else(|| is_built_in_date(id)));
                    }
                    _ => {}
                },
                Event::End(tag) if tag.local_name().as_ref() == "cellXfs" => of_cells = false,
                Event::Eof => return Ok(Styles(styles)),
                _ => {}
            }
            if styles.len() > STYLES || formats.len() > STYLES {
                return Err(NotATable::TooBigInside);
            }
        }
    }

    pub fn is_date(&self, style: usize) -> bool {
        self.0.get(style).copied().unwrap_or_default()
    }
}

fn number(attribute: Option<String>) -> Option<u32> {
    attribute?.parse().ok()
}

/// ECMA-376 part 1, section 18.8.30; 27 to 36 and 50 to 58 are dates in Korean and Japanese.
fn is_built_in_date(format: u32) -> bool {
    matches!(format, 14..=22 | 27..=36 | 45..=47 | 50..=58)
}

/// Whether the first section of a format code has a part of a date or a time, outside of quotations, colours and
/// conditions. `[h]` is a time all the same.
fn is_date(code: &str) -> bool {
    let mut chars = code.chars();
    while let Some(char) = chars.next() {
        match char {
            ';' => return false,
            '\\' | '_' | '*' => drop(chars.next()),
            '"' => drop(chars.find(|char| *char == '"')),
            '[' => {
                let inside: String = chars.by_ref().take_while(|char| *char != ']').collect();
                if !inside.is_empty()
                    && ["h", "m", "s"].iter().any(|unit| inside.to_lowercase().replace(unit, "").is_empty())
                {
                    return true;
                }
            }
            'd' | 'm' | 'y' | 'h' | 's' | 'D' | 'M' | 'Y' | 'H' | 'S' => return true,
            _ => {}
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::is_date;

    #[test]
    fn format_codes_of_dates_are_told_from_those_of_numbers() {
        for date in ["yyyy-mm-dd", "[$-412]yyyy\"년\" m\"월\"", "[h]:mm:ss", "[mm]", "hh:mm AM/PM", "m/d/yy h:mm"] {
            assert!(is_date(date), "{date}");
        }
        for number in
            ["General", "0", "#,##0.00", "0.00E+00", "[Red]#,##0", "#,##0\"days\"", "_-* #,##0_-", "@", "0;yyyy"]
        {
            assert!(!is_date(number), "{number}");
        }
    }
}
