//! Spreadsheets after ECMA-376 (Office Open XML), read cell by cell.
//!
//! The readers there are hold all of a workbook's texts and styles, and make a number of every ID on the way. Here the
//! digits of a cell stay those of the file, and everything that is held has a limit.

mod dates;
mod directory;
mod number;
mod sheet;
mod strings;
mod styles;
mod xml;

use std::collections::HashMap;
use std::io::{Read, Seek};

use quick_xml::events::Event;
use zip::ZipArchive;
use zip::read::ZipFile;
use zip::result::ZipError;

use super::NotATable;
use dates::Epoch;
pub use sheet::SheetRows;
use strings::Strings;
use styles::Styles;
use xml::{Xml, attribute};

/// The most bytes the sheets unpack to, all that are looked into together.
const SHEETS: u64 = 256 << 20;

/// The most bytes the shared texts unpack to, as XML.
const STRINGS: u64 = 64 << 20;

/// The most bytes any other part unpacks to.
const PART: u64 = 8 << 20;

/// The most sheets.
const SHEET_COUNT: usize = 1_000;

/// A spreadsheet, and which of its sheets is read: the first visible one that has cells.
#[derive(Debug)]
pub struct Workbook<R> {
    archive: ZipArchive<R>,
    strings: Strings,
    styles: Styles,
    epoch: Epoch,
    sheet: Sheet,
}

#[derive(Clone, Debug)]
struct Sheet {
    name: String,
    part: String,
}

impl<R: Read + Seek> Workbook<R> {
    pub fn open(mut file: R) -> Result<Workbook<R>, NotATable> {
        directory::check(&mut file)?;
        let mut archive = ZipArchive::new(file)?;

        let package = relations(&mut archive, "")?;
        let book = package.of_type("/officeDocument").ok_or(NotATable::Archive)?;
        let (sheets, epoch) = contents(&mut archive, &book)?;
        let relations = relations(&mut archive, &book)?;
        let styles = match relations.of_type("/styles") {
            Some(part) => Styles::read(open(&mut archive, &part, PART)?)?,
            None => Styles::default(),
        };
        let strings = match relations.of_type("/sharedStrings") {
            Some(part) => Strings::read(open(&mut archive, &part, STRINGS)?)?,
            None => Strings::default(),
        };
        let visible: Vec<Sheet> =
            sheets.into_iter().filter_map(|(name, id)| Some(Sheet { name, part: relations.sheet(&id)? })).collect();
        let first = visible.first().cloned().ok_or_else(|| damaged("no visible sheet"))?;
        let mut workbook = Workbook { archive, strings, styles, epoch, sheet: first };
        workbook.sheet = workbook.first_with_cells(visible)?;
        Ok(workbook)
    }

    pub fn sheet_name(&self) -> &str {
        &self.sheet.name
    }

    pub fn rows(&mut self) -> Result<SheetRows<'_, R>, NotATable> {
        self.rows_within(SHEETS)
    }

    fn rows_within(&mut self, bytes: u64) -> Result<SheetRows<'_, R>, NotATable> {
        let xml = open(&mut self.archive, &self.sheet.part, bytes)?;
        Ok(SheetRows::new(xml, &self.strings, &self.styles, self.epoch))
    }

    /// Where none has cells, the first.
    fn first_with_cells(&mut self, sheets: Vec<Sheet>) -> Result<Sheet, NotATable> {
        let first = self.sheet.clone();
        let mut left = SHEETS;
        for sheet in sheets {
            self.sheet = sheet;
            let mut rows = self.rows_within(left)?;
            let found = loop {
                match rows.read()? {
                    Some(row) if row.cells.is_empty() => {}
                    row => break row.is_some(),
                }
            };
            left = rows.left();
            drop(rows);
            if found {
                return Ok(self.sheet.clone());
            }
        }
        Ok(first)
    }
}

/// The visible sheets with the IDs of their relations, and from when days are counted.
fn contents<R: Read + Seek>(
    archive: &mut ZipArchive<R>,
    book: &str,
) -> Result<(Vec<(String, String)>, Epoch), NotATable> {
    let mut xml = open(archive, book, PART)?;
    let mut sheets = Vec::new();
    let mut epoch = Epoch::Year1900;
    loop {
        match xml.event()? {
            Event::Start(tag) => match tag.local_name().as_ref() {
                "workbookPr" => {
                    if matches!(attribute(&tag, "date1904")?.as_deref(), Some("1" | "true")) {
                        epoch = Epoch::Year1904;
                    }
                }
                "sheet" => {
                    let state = attribute(&tag, "state")?;
                    if matches!(state.as_deref(), None | Some("visible"))
                        && let (Some(name), Some(id)) = (attribute(&tag, "name")?, attribute(&tag, "id")?)
                    {
                        sheets.push((name, id));
                    }
                    if sheets.len() > SHEET_COUNT {
                        return Err(NotATable::TooBigInside);
                    }
                }
                _ => {}
            },
            Event::Eof => return Ok((sheets, epoch)),
            _ => {}
        }
    }
}

/// What a part refers to: the kind and the part, by ID.
struct Relations(HashMap<String, (String, String)>);

impl Relations {
    fn of_type(&self, ending: &str) -> Option<String> {
        self.0.values().find(|(kind, _)| kind.ends_with(ending)).map(|(_, part)| part.clone())
    }

    fn sheet(&self, id: &str) -> Option<String> {
        self.0.get(id).filter(|(kind, _)| kind.ends_with("/worksheet")).map(|(_, part)| part.clone())
    }
}

/// ECMA-376 part 2, section 6.5: `folder/part` has its relations in `folder/_rels/part.rels`. The package's are those of
/// the part without a name. A part that is not there has none.
fn relations<R: Read + Seek>(archive: &mut ZipArchive<R>, part: &str) -> Result<Relations, NotATable> {
    let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
    let mut relations = HashMap::new();
    let own = resolve(folder, &format!("_rels/{name}.rels"));
    if entry(archive, &own).is_none() {
        return Ok(Relations(relations));
    }
    let mut xml = open(archive, &own, PART)?;
    loop {
        match xml.event()? {
            Event::Start(tag) if tag.local_name().as_ref() == "Relationship" => {
                let (id, kind, target) = (attribute(&tag, "Id")?, attribute(&tag, "Type")?, attribute(&tag, "Target")?);
                if let (Some(id), Some(kind), Some(target)) = (id, kind, target)
                    && ["/officeDocument", "/worksheet", "/styles", "/sharedStrings"]
                        .iter()
                        .any(|end| kind.ends_with(end))
                {
                    relations.insert(id, (kind, resolve(folder, &target)));
                }
                if relations.len() > SHEET_COUNT * 2 {
                    return Err(NotATable::TooBigInside);
                }
            }
            Event::Eof => return Ok(Relations(relations)),
            _ => {}
        }
    }
}

/// The part a target means, seen from a folder.
fn resolve(folder: &str, target: &str) -> String {
    let mut path: Vec<&str> = if target.starts_with('/') { Vec::new() } else { folder.split('/').collect() };
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => drop(path.pop()),
            step => path.push(step),
        }
    }
    path.retain(|step| !step.is_empty());
    path.join("/")
}

/// Names of parts are the same in any case (ECMA-376 part 2, section 6.2.2).
fn entry<R: Read + Seek>(archive: &ZipArchive<R>, part: &str) -> Option<usize> {
    archive.index_for_name(part).or_else(|| {
        (0..archive.len())
            .find(|index| matches!(archive.name_for_index(*index), Some(Ok(name)) if name.eq_ignore_ascii_case(part)))
    })
}

fn open<'a, R: Read + Seek>(
    archive: &'a mut ZipArchive<R>,
    part: &str,
    bytes: u64,
) -> Result<Xml<ZipFile<'a, R>>, NotATable> {
    let index = entry(archive, part).ok_or_else(|| damaged("a part is missing"))?;
    Ok(Xml::new(archive.by_index(index)?, bytes))
}

fn damaged(what: &str) -> NotATable {
    NotATable::Damaged(what.to_owned())
}

impl From<ZipError> for NotATable {
    fn from(error: ZipError) -> NotATable {
        match error {
            ZipError::Io(error) => error.into(),
            error => NotATable::Damaged(error.to_string()),
        }
    }
}
