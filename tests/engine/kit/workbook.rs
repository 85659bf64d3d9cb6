//! Spreadsheets made by hand, part by part, so that they can say what no program would.

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const TYPES: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// A workbook of one sheet, unless parts are put in the place of its own.
pub struct HandMade {
    parts: Vec<(String, Vec<u8>)>,
    huge: Vec<(String, Vec<u8>, usize)>,
}

impl HandMade {
    /// With these rows, as XML, in the sheet "Players".
    pub fn new(rows: &str) -> HandMade {
        HandMade { parts: Vec::new(), huge: Vec::new() }
            .part("_rels/.rels", relations(&[("1", "officeDocument", "xl/workbook.xml")]))
            .part("xl/workbook.xml", workbook(&[("Players", "visible")]))
            .part("xl/worksheets/sheet1.xml", sheet(rows))
            .part("xl/sharedStrings.xml", strings(&[]))
            .part("xl/styles.xml", "<styleSheet/>")
            .part(
                "xl/_rels/workbook.xml.rels",
                relations(&[
                    ("1", "worksheet", "worksheets/sheet1.xml"),
                    ("2", "worksheet", "/xl/worksheets/sheet2.xml"),
                    ("8", "sharedStrings", "sharedStrings.xml"),
                    ("9", "styles", "styles.xml"),
                ]),
            )
    }

    pub fn part(mut self, name: &str, content: impl Into<Vec<u8>>) -> HandMade {
        self.parts.retain(|(part, _)| part != name);
        self.parts.push((name.to_owned(), content.into()));
        self
    }

    /// A part that begins so, and goes on with these bytes, over and over.
    pub fn huge_part(mut self, name: &str, start: &str, bytes: &[u8], length: usize) -> HandMade {
        self = self.part(name, start);
        self.huge.push((name.to_owned(), bytes.to_vec(), length));
        self
    }

    pub fn bytes(self) -> Vec<u8> {
        let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in &self.parts {
            archive.start_file(name.as_str(), SimpleFileOptions::default()).expect("a part");
            archive.write_all(content).expect("its content");
            if let Some((_, bytes, length)) = self.huge.iter().find(|(huge, ..)| huge == name) {
                let block = bytes.repeat((1 << 16) / bytes.len());
                let mut left = *length;
                while left > 0 {
                    let some = left.min(block.len());
                    archive.write_all(&block[..some]).expect("much of it");
                    left -= some;
                }
            }
        }
        archive.finish().expect("an archive").into_inner()
    }
}

/// The sheets by their names and states.
pub fn workbook(sheets: &[(&str, &str)]) -> String {
    let sheets: String = sheets
        .iter()
        .enumerate()
        .map(|(n, (name, state))| format!(r#"<sheet name="{name}" sheetId="{0}" state="{state}" r:id="{0}"/>"#, n + 1))
        .collect();
    format!(r#"<workbook xmlns:r="{TYPES}"><sheets>{sheets}</sheets></workbook>"#)
}

pub fn sheet(rows: &str) -> String {
    format!("<worksheet><sheetData>{rows}</sheetData></worksheet>")
}

pub fn strings(texts: &[&str]) -> String {
    let texts: String = texts.iter().map(|text| format!("<si><t>{text}</t></si>")).collect();
    format!("<sst>{texts}</sst>")
}

pub fn relations(relations: &[(&str, &str, &str)]) -> String {
    let relations: String = relations
        .iter()
        .map(|(id, kind, target)| format!(r#"<Relationship Id="{id}" Type="{TYPES}/{kind}" Target="{target}"/>"#))
        .collect();
    format!("<Relationships>{relations}</Relationships>")
}
