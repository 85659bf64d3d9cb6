use std::io;
use std::sync::Arc;

use csv::{Terminator, WriterBuilder};
use rust_xlsxwriter::{
    ColNum, DataValidation, DataValidationErrorStyle, Format, Formula, IgnoreError, RowNum, Workbook, Worksheet,
    XlsxError,
};

use super::{ROWS, Said};
use crate::catalog::Catalog;
use crate::error::Result;
use crate::request::Direction;

/// Tells spreadsheets that it is UTF-8.
const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// An empty bulk file of a game, to be filled in.
#[derive(Clone, Debug)]
pub struct Template {
    pub catalog: Arc<Catalog>,
    pub words: TemplateWords,
}

/// What the second sheet of a template says, in the language of the person.
#[derive(Clone, Debug, Default)]
pub struct TemplateWords {
    /// `en`, `ko` or `ja`: the language of the catalog's names.
    pub language: String,
    /// What the sheets are called: at most 31 characters, none of `[]:*?/\`.
    pub rows_sheet: String,
    pub codes_sheet: String,
    pub columns: String,
    /// What each column means.
    pub meanings: Vec<(Said, String)>,
    pub items: String,
    /// The most of an item for one player.
    pub most: String,
    pub reasons: String,
    /// That a reason asks for a detail reason.
    pub asks_detail: String,
    pub detail_reasons: String,
    pub servers: String,
    pub id_kinds: String,
    /// What an ID looks like, in the order of the catalog's kinds.
    pub id_rules: Vec<String>,
    pub messages: String,
}

impl Template {
    /// UTF-8 with a byte order mark: the names of the columns, and no row.
    pub fn csv() -> Result<Vec<u8>> {
        let mut csv = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(BYTE_ORDER_MARK.to_vec());
        csv.write_record(Said::TEMPLATE.map(Said::name)).map_err(io::Error::from)?;
        Ok(csv.into_inner().map_err(|error| error.into_error())?)
    }

    /// A sheet for the rows, whose cells offer the game's own codes, and a sheet that lists these.
    pub fn xlsx(&self) -> Result<Vec<u8>> {
        Ok(self.workbook().and_then(|mut book| book.save_to_buffer()).map_err(io::Error::other)?)
    }

    fn workbook(&self) -> Result<Workbook, XlsxError> {
        let mut codes = Worksheet::new();
        let offered = self.codes(&mut codes)?;
        let mut rows = Worksheet::new();
        self.rows(&mut rows, &offered)?;
        let mut book = Workbook::new();
        // A bulk file is its first sheet.
        book.push_worksheet(rows);
        book.push_worksheet(codes);
        Ok(book)
    }

    fn rows(&self, sheet: &mut Worksheet, offered: &[Offered]) -> Result<(), XlsxError> {
        let heading = Format::new().set_bold();
        // So a spreadsheet leaves order numbers, IDs and times as they are typed.
        let text = Format::new().set_num_format("@");
        sheet.set_name(&self.words.rows_sheet)?.set_freeze_panes(1, 0)?;
        let last = ROWS as RowNum;
        sheet.ignore_error_range(1, 0, last, Said::TEMPLATE.len() as ColNum - 1, IgnoreError::NumberStoredAsText)?;
        for (column, said) in (0..).zip(Said::TEMPLATE) {
            sheet.set_column_width(column, width(said))?;
            if said != Said::Quantity {
                sheet.set_column_format(column, &text)?;
            }
            sheet.write_string_with_format(0, column, said.name(), &heading)?;
            let Some(list) = self.list(said, offered)? else { continue };
            // A warning only: names are understood as well as codes, and several servers with commas between them.
            let list = list.set_error_style(DataValidationErrorStyle::Warning);
            sheet.add_data_validation(1, column, last, column, &list)?;
        }
        Ok(())
    }

    /// What the cells of a column offer.
    fn list(&self, said: Said, offered: &[Offered]) -> Result<Option<DataValidation>, XlsxError> {
        if said == Said::Direction {
            let directions = Direction::ALL.iter().map(|direction| direction.as_str()).collect::<Vec<_>>();
            return DataValidation::new().allow_list_strings(&directions).map(Some);
        }
        let place = offered.iter().find(|offered| offered.said == said && offered.first <= offered.last);
        Ok(place.map(|Offered { first, last, .. }| {
            let sheet = self.words.codes_sheet.replace('\'', "''");
            let codes = Formula::new(format!("='{sheet}'!$A${}:$A${}", first + 1, last + 1));
            DataValidation::new().allow_list_formula(codes)
        }))
    }

    /// Writes the game's codes, and answers where those of each column stand.
    fn codes(&self, sheet: &mut Worksheet) -> Result<Vec<Offered>, XlsxError> {
        let Template { catalog, words } = self;
        sheet.set_name(&words.codes_sheet)?.set_column_width(0, 28)?.set_column_width(1, 44)?;
        sheet.set_column_width(2, 40)?;
        let name = |names: &crate::catalog::Names| names.in_language(&words.language).to_owned();
        let mut list = List { sheet, next: 0, offered: Vec::new() };

        let meanings = words.meanings.iter().map(|(said, means)| [said.name().into(), means.clone(), String::new()]);
        list.part(None, &words.columns, meanings)?;
        let items = catalog.items.iter().filter(|item| item.retired_at.is_none());
        let most = |most: i64| format!("{} {}", words.most, crate::number::grouped(most));
        let items = items.map(|item| [item.code.clone(), name(&item.names), most(item.max_quantity)]);
        list.part(Some(Said::Item), &words.items, items)?;
        let reasons = catalog.reasons.iter().filter(|reason| reason.retired_at.is_none()).map(|reason| {
            let detail = if reason.asks_detail { words.asks_detail.clone() } else { String::new() };
            [reason.code.clone(), name(&reason.names), detail]
        });
        list.part(Some(Said::Reason), &words.reasons, reasons)?;
        let details = catalog.detail_reasons.iter().filter(|detail| detail.retired_at.is_none());
        let details = details.map(|detail| [detail.code.clone(), name(&detail.names), String::new()]);
        list.part(Some(Said::DetailReason), &words.detail_reasons, details)?;
        let servers = catalog.servers.iter().filter(|server| server.retired_at.is_none());
        let servers = servers.map(|server| [server.code.clone(), server.name.clone(), String::new()]);
        list.part(Some(Said::Servers), &words.servers, servers)?;
        let kinds = catalog.usable_id_kinds().zip(&words.id_rules);
        let kinds = kinds.map(|(kind, rule)| [kind.code.clone(), kind.label.clone(), rule.clone()]);
        list.part(Some(Said::IdKind), &words.id_kinds, kinds)?;
        let messages = catalog.messages.iter().filter(|message| message.retired_at.is_none());
        let messages = messages
            .map(|message| [message.key.clone(), message.in_language(&words.language).to_owned(), String::new()]);
        list.part(Some(Said::Message), &words.messages, messages)?;
        Ok(list.offered)
    }
}

/// In which rows the codes of a column stand, from 0.
struct Offered {
    said: Said,
    first: RowNum,
    last: RowNum,
}

/// The second sheet as it is written, from the top to the bottom.
struct List<'a> {
    sheet: &'a mut Worksheet,
    next: RowNum,
    offered: Vec<Offered>,
}

impl List<'_> {
    fn part(
        &mut self,
        said: Option<Said>,
        title: &str,
        rows: impl Iterator<Item = [String; 3]>,
    ) -> Result<(), XlsxError> {
        let mut rows = rows.peekable();
        if rows.peek().is_none() {
            return Ok(());
        }
        self.sheet.write_string_with_format(self.next, 0, title, &Format::new().set_bold())?;
        let first = self.next + 1;
        self.next = first;
        for row in rows {
            for (column, text) in (0..).zip(row).filter(|(_, text)| !text.is_empty()) {
                self.sheet.write_string(self.next, column, text)?;
            }
            self.next += 1;
        }
        self.offered.extend(said.map(|said| Offered { said, first, last: self.next - 1 }));
        self.next += 1;
        Ok(())
    }
}

/// In characters.
fn width(said: Said) -> u8 {
    match said {
        Said::Direction | Said::Quantity | Said::IdKind => 12,
        Said::Item | Said::Player | Said::Reason | Said::DetailReason | Said::Servers | Said::Message => 18,
        Said::ValidFrom | Said::ValidUntil => 18,
        Said::OrderNumber => 28,
        Said::Comment => 40,
        Said::Info | Said::Unused => 8,
    }
}
