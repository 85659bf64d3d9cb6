use super::clean;
use super::{Column, ListRules, Refusal, Role};
use crate::table::Row;

/// The most columns of additional info.
const INFO_COLUMNS: usize = 16;

/// The most characters of a column's name.
const NAME: usize = 100;

/// What an ID column is called, in the form of `folded`.
const ID_NAMES: [&str; 20] = [
    "playerid",
    "id",
    "uid",
    "vid",
    "user",
    "userid",
    "userno",
    "account",
    "accountid",
    "player",
    "유저",
    "유저id",
    "유저아이디",
    "플레이어id",
    "아이디",
    "계정",
    "ユーザーid",
    "プレイヤーid",
    "プレーヤーid",
    "アカウント",
];

const QUANTITY_NAMES: [&str; 8] = ["quantity", "qty", "amount", "count", "수량", "개수", "数量", "個数"];

/// Which column holds what.
#[derive(Clone, Debug)]
pub struct Header {
    columns: Vec<Column>,
    named: bool,
}

impl Header {
    /// The first row is a header when it holds a name that is known or chosen. A single column without one holds IDs.
    pub fn read(row: &Row, rules: &ListRules) -> Result<Header, Refusal> {
        let names: Vec<String> = row.cells.iter().map(|cell| clean::trimmed(&cell.text).to_owned()).collect();
        let folded: Vec<String> = names.iter().map(|name| clean::folded(name)).collect();
        let chosen = |column: &Option<String>| match column.as_deref().map(clean::folded) {
            Some(name) if !name.is_empty() => match folded.iter().position(|cell| *cell == name) {
                Some(at) => Ok(Some(at)),
                None => Err(Refusal::NoSuchColumn { name: column.clone().unwrap_or_default(), cells: names.clone() }),
            },
            _ => Ok(None),
        };
        let (id, quantity) = (chosen(&rules.id_column)?, chosen(&rules.quantity_column)?);
        let own = [clean::folded(&rules.kind.code), clean::folded(&rules.kind.label)];
        let own: Vec<&str> = own.iter().map(String::as_str).filter(|name| !name.is_empty()).collect();
        let known = |names: &[&str]| -> Vec<usize> {
            (0..folded.len()).filter(|at| names.contains(&folded[*at].as_str())).collect()
        };
        let (own, ids, quantities) = (known(&own), known(&ID_NAMES), known(&QUANTITY_NAMES));

        let named = [&own, &ids, &quantities].iter().any(|columns| !columns.is_empty());
        if !named && id.is_none() && quantity.is_none() {
            return Header::without_names(&names);
        }
        repeated(&names, &folded)?;
        let which = |role| Refusal::WhichColumn { role, cells: names.clone() };
        let quantity = match (quantity, quantities.as_slice()) {
            (Some(chosen), _) => Some(chosen),
            (None, []) => None,
            (None, [only]) => Some(*only),
            (None, _) => return Err(which(Role::Quantity)),
        };
        let id = match (id, own.as_slice(), ids.as_slice()) {
            (Some(chosen), ..) => chosen,
            (None, [only], _) | (None, [], [only]) => *only,
            _ => return Err(which(Role::Id)),
        };
        if quantity == Some(id) {
            return Err(which(Role::Quantity));
        }
        let columns = names.into_iter().enumerate().map(|(at, name)| {
            let role = match at {
                at if at == id => Role::Id,
                at if Some(at) == quantity => Role::Quantity,
                _ if name.is_empty() => Role::Unused,
                _ => Role::Info,
            };
            Column { name, role }
        });
        Header { columns: columns.collect(), named: true }.within_limits()
    }

    fn without_names(cells: &[String]) -> Result<Header, Refusal> {
        let mut filled = (0..cells.len()).filter(|at| !cells[*at].is_empty());
        match (filled.next(), filled.next()) {
            (Some(id), None) => {
                let role = |at| if at == id { Role::Id } else { Role::Unused };
                let columns = (0..=id).map(|at| Column { name: String::new(), role: role(at) });
                Ok(Header { columns: columns.collect(), named: false })
            }
            _ => Err(Refusal::WhichColumn { role: Role::Id, cells: cells.to_vec() }),
        }
    }

    fn within_limits(self) -> Result<Header, Refusal> {
        if let Some(column) = self.columns.iter().position(|column| column.name.chars().count() > NAME) {
            return Err(Refusal::LongColumnName { column, most: NAME });
        }
        let columns = self.columns.iter().filter(|column| column.role == Role::Info).count();
        if columns > INFO_COLUMNS {
            return Err(Refusal::TooManyInfoColumns { columns, most: INFO_COLUMNS });
        }
        Ok(self)
    }

    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    pub fn is_named(&self) -> bool {
        self.named
    }
}

fn repeated(names: &[String], folded: &[String]) -> Result<(), Refusal> {
    let again = (0..names.len()).find(|at| !folded[*at].is_empty() && folded[..*at].contains(&folded[*at]));
    match again {
        Some(at) => Err(Refusal::RepeatedColumn { name: names[at].clone() }),
        None => Ok(()),
    }
}
