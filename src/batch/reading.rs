use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::io::{Read, Seek};
use std::sync::Arc;

use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use super::column::{self, BatchColumn, Said};
use super::group::{Group, Key};
use super::row::{RowReading, Words};
use super::{BatchForm, ROWS};
use crate::catalog::Catalog;
use crate::list::clean::{self, Cleanings};
use crate::list::{Note, Reason, snippet};
use crate::request::{Direction, Field, PlayerList, Problem, Recipient, check};
use crate::table::{Format, NotATable, Row, Table};

/// How often it is said how far the reading is, in rows.
const PROGRESS: usize = 2_000;
/// Once so much is found wrong, only the first thing of a row is noted.
const FINDINGS: usize = 20_000;

/// Why a file as a whole will not do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BatchRefusal {
    NotATable(NotATable),
    /// Nothing in it, or a header only.
    NoRows,
    MissingColumns(Vec<Said>),
    RepeatedColumn {
        name: String,
    },
    TooManyRows(usize),
}

/// Something wrong with a row.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RowFinding {
    pub line: usize,
    pub said: Said,
    /// The column as the header has it.
    pub column: String,
    /// As it stood, as much of it as is shown.
    pub text: String,
    pub problem: RowProblem,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RowProblem {
    /// Of the cell itself.
    Cell(Reason),
    /// What the request form says of the same.
    Form(Problem),
    /// Neither grant nor clawback.
    NoDirection,
    /// A cell in a column without a name.
    NamelessColumn,
    /// The order number stands for another request since this line.
    OrderElsewhere { line: usize },
    /// The player is in the same request since this line.
    Repeats { line: usize },
}

impl RowFinding {
    /// Another request holds the order number that stands on this line.
    pub(super) fn order_taken(line: usize, order_number: &str, no: i64) -> RowFinding {
        RowFinding {
            line,
            said: Said::OrderNumber,
            column: Said::OrderNumber.name().to_owned(),
            text: order_number.to_owned(),
            problem: RowProblem::Form(Problem::OrderTaken(no)),
        }
    }
}

/// A bulk file, read by a form and a catalog.
#[derive(Debug)]
pub(super) struct Bulk {
    pub format: Format,
    pub columns: Vec<BatchColumn>,
    pub rows: usize,
    pub groups: Vec<Group>,
    pub notes: Vec<Note>,
    pub findings: Vec<RowFinding>,
    pub repeated: Vec<RowFinding>,
    /// What the form has to say, because no column does.
    pub unsaid: Vec<Said>,
    pub refusal: Option<BatchRefusal>,
}

/// What a file is read by.
pub(super) struct Rules<'a> {
    pub form: &'a BatchForm,
    pub catalog: &'a Catalog,
    pub zone: &'a TimeZone,
}

impl Bulk {
    pub fn read<R: Read + Seek>(table: &mut Table<R>, rules: &Rules<'_>, progress: impl FnMut(usize)) -> Bulk {
        let bulk = Bulk {
            format: table.format().clone(),
            columns: Vec::new(),
            rows: 0,
            groups: Vec::new(),
            notes: Vec::new(),
            findings: Vec::new(),
            repeated: Vec::new(),
            unsaid: Vec::new(),
            refusal: None,
        };
        let mut reader = BulkReader {
            rules,
            bulk,
            places: HashMap::new(),
            words: Words::default(),
            seen: HashMap::new(),
            orders: HashMap::new(),
        };
        let read = reader.rows(table, progress);
        let mut bulk = reader.bulk;
        bulk.refusal = read.err();
        bulk
    }

    /// Nothing is wrong with it. Repeated players are another question.
    pub fn is_good(&self) -> bool {
        self.findings.is_empty() && self.unsaid.is_empty() && self.refusal.is_none()
    }
}

struct BulkReader<'a> {
    rules: &'a Rules<'a>,
    bulk: Bulk,
    /// Where the group of a key is, or why there is none.
    places: HashMap<Key, Result<usize, Vec<(Said, Problem)>>>,
    words: Words,
    /// On which line a player of a group stands for the first time.
    seen: HashMap<(usize, Box<str>), usize>,
    /// Which group has an order number, and since which line.
    orders: HashMap<(Direction, Arc<str>), (usize, usize)>,
}

impl BulkReader<'_> {
    fn rows<R: Read + Seek>(
        &mut self,
        table: &mut Table<R>,
        mut progress: impl FnMut(usize),
    ) -> Result<(), BatchRefusal> {
        let mut rows = table.rows()?.filter(|row| row.as_ref().map_or(true, |row| !is_empty(row)));
        let header = rows.next().ok_or(BatchRefusal::NoRows)??;
        self.bulk.columns = column::columns(&header, &self.rules.catalog.id_kinds)?;
        self.bulk.unsaid = self.unsaid();
        for row in rows {
            if self.bulk.rows == ROWS {
                return Err(BatchRefusal::TooManyRows(ROWS));
            }
            self.row(&row?);
            if self.bulk.rows.is_multiple_of(PROGRESS) {
                progress(self.bulk.rows);
            }
        }
        progress(self.bulk.rows);
        if self.bulk.rows == 0 { Err(BatchRefusal::NoRows) } else { Ok(()) }
    }

    /// What neither a column nor the form says.
    fn unsaid(&self) -> Vec<Said> {
        let form = self.rules.form;
        let open = [
            (Said::Servers, form.servers.is_empty()),
            (Said::Reason, form.reason.is_empty()),
            (Said::IdKind, form.id_kind.is_empty()),
        ];
        let no_column = |said| !self.bulk.columns.iter().any(|column| column.said == said);
        open.into_iter().filter(|(said, is_open)| *is_open && no_column(*said)).map(|(said, _)| said).collect()
    }

    fn row(&mut self, row: &Row) {
        self.bulk.rows += 1;
        let mut cleanings = Cleanings::default();
        let mut bad = Vec::new();
        let reading = RowReading { rules: self.rules, columns: &self.bulk.columns };
        let asked = reading.asked(row, &mut self.words, &mut cleanings, &mut bad);
        for cleaning in cleanings.iter() {
            Note::add(&mut self.bulk.notes, cleaning, 1, &[row.line]);
        }
        let Some((key, recipient)) = asked.filter(|_| bad.is_empty()) else {
            return self.find(row, bad);
        };
        match self.place(&key, row.line) {
            Ok(group) => self.keep(group, row, recipient),
            Err(problems) => {
                let unsaid = self.bulk.unsaid.clone();
                let problems = problems.into_iter().filter(|(said, _)| !unsaid.contains(said));
                self.find(row, problems.map(|(said, problem)| (said, RowProblem::Form(problem))).collect());
            }
        }
    }

    /// The group of a key, which begins with its first row; or what is wrong with the request it would be.
    fn place(&mut self, key: &Key, line: usize) -> Result<usize, Vec<(Said, Problem)>> {
        if let Some(place) = self.places.get(key) {
            return place.clone();
        }
        let one = PlayerList { players: 1, ..PlayerList::default() };
        let Rules { form, catalog, zone } = self.rules;
        let place = match check(&key.form(&form.game), catalog, zone, &one) {
            Ok(_) => {
                let group = Group { key: key.clone(), first_line: line, last_line: line, players: Vec::new() };
                self.bulk.groups.push(group);
                Ok(self.bulk.groups.len() - 1)
            }
            Err(complaints) => Err(complaints.into_iter().map(|wrong| (said(wrong.field), wrong.problem)).collect()),
        };
        self.places.insert(key.clone(), place.clone());
        place
    }

    fn keep(&mut self, place: usize, row: &Row, recipient: Recipient) {
        let key = &self.bulk.groups[place].key;
        if !key.order_number.is_empty() {
            let order = (key.direction, key.order_number.clone());
            let (holder, line) = *self.orders.entry(order).or_insert((place, row.line));
            if holder != place {
                return self.find(row, vec![(Said::OrderNumber, RowProblem::OrderElsewhere { line })]);
            }
        }
        match self.seen.entry((place, recipient.player.as_str().into())) {
            Entry::Occupied(first) => {
                let problem = RowProblem::Repeats { line: *first.get() };
                let finding = self.finding(row, Said::Player, problem);
                self.bulk.repeated.push(finding);
            }
            Entry::Vacant(first) => {
                first.insert(row.line);
                self.bulk.groups[place].players.push(recipient);
            }
        }
        self.bulk.groups[place].last_line = row.line;
    }

    fn find(&mut self, row: &Row, mut bad: Vec<(Said, RowProblem)>) {
        bad.truncate(if self.bulk.findings.len() < FINDINGS { bad.len() } else { 1 });
        for (said, problem) in bad {
            let finding = self.finding(row, said, problem);
            self.bulk.findings.push(finding);
        }
    }

    fn finding(&self, row: &Row, said: Said, problem: RowProblem) -> RowFinding {
        let at = self.bulk.columns.iter().position(|column| column.said == said);
        let text = at.and_then(|at| row.cells.get(at)).map(|cell| snippet(&cell.text)).unwrap_or_default();
        let column = at.map(|at| self.bulk.columns[at].name.clone()).unwrap_or_default();
        RowFinding { line: row.line, said, column, text, problem }
    }
}

fn is_empty(row: &Row) -> bool {
    row.cells.iter().all(|cell| clean::trimmed(&cell.text).is_empty())
}

/// Which column says what a field of the form says.
fn said(field: Field) -> Said {
    match field {
        Field::Servers | Field::Game => Said::Servers,
        Field::Direction => Said::Direction,
        Field::Reason => Said::Reason,
        Field::DetailReason => Said::DetailReason,
        Field::Item(_) => Said::Item,
        Field::Quantity(_) => Said::Quantity,
        Field::OrderNumber => Said::OrderNumber,
        Field::ValidFrom => Said::ValidFrom,
        Field::ValidUntil => Said::ValidUntil,
        Field::Message => Said::Message,
        Field::IdKind => Said::IdKind,
        Field::Players | Field::File | Field::Form => Said::Player,
        Field::Comment => Said::Comment,
    }
}

impl From<NotATable> for BatchRefusal {
    fn from(reason: NotATable) -> BatchRefusal {
        BatchRefusal::NotATable(reason)
    }
}
