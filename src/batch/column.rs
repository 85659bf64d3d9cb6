use serde::{Deserialize, Serialize};

use super::BatchRefusal;
use crate::catalog::IdKind;
use crate::list::clean::{self, folded};
use crate::table::Row;

/// What a column says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Said {
    Direction,
    Item,
    Quantity,
    OrderNumber,
    Player,
    IdKind,
    Reason,
    DetailReason,
    Servers,
    Message,
    ValidFrom,
    ValidUntil,
    Comment,
    /// Anything else: it is kept with the player.
    Info,
    /// It has no name and holds nothing.
    Unused,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BatchColumn {
    /// As the header has it.
    pub name: String,
    pub said: Said,
}

impl Said {
    /// The columns of the template, in their order.
    pub const TEMPLATE: [Said; 13] = [
        Said::Direction,
        Said::Item,
        Said::Quantity,
        Said::OrderNumber,
        Said::Player,
        Said::IdKind,
        Said::Reason,
        Said::DetailReason,
        Said::Servers,
        Said::Message,
        Said::ValidFrom,
        Said::ValidUntil,
        Said::Comment,
    ];

    /// What the template calls it.
    pub fn name(self) -> &'static str {
        match self {
            Said::Direction => "direction",
            Said::Item => "item",
            Said::Quantity => "quantity",
            Said::OrderNumber => "order_number",
            Said::Player => "player_id",
            Said::IdKind => "id_kind",
            Said::Reason => "reason",
            Said::DetailReason => "detail_reason",
            Said::Servers => "servers",
            Said::Message => "message",
            Said::ValidFrom => "valid_from",
            Said::ValidUntil => "valid_until",
            Said::Comment => "comment",
            Said::Info | Said::Unused => "",
        }
    }

    /// What else people call it: in lower case, without blanks, hyphens and underscores.
    fn other_names(self) -> &'static [&'static str] {
        match self {
            Said::Direction => &["way", "type", "구분", "지급회수", "지급/회수", "区分", "付与回収", "付与/回収"],
            Said::Item => {
                &["itemcode", "code", "아이템", "아이템코드", "항목", "재화", "アイテム", "アイテムコード", "項目"]
            }
            Said::Quantity => &["qty", "amount", "count", "수량", "개수", "数量", "個数"],
            Said::OrderNumber => &["orderno", "orderid", "order", "결제주문번호", "주문번호", "注文番号"],
            Said::Player => &[
                "player",
                "id",
                "uid",
                "vid",
                "user",
                "userid",
                "account",
                "유저",
                "유저id",
                "대상유저",
                "플레이어id",
                "계정",
                "ユーザーid",
                "対象ユーザー",
                "プレイヤーid",
                "アカウント",
            ],
            Said::IdKind => &["kindofid", "idtype", "id종류", "id구분", "idの種類"],
            Said::Reason => &["사유", "理由"],
            Said::DetailReason => &["subreason", "상세사유", "詳細理由"],
            Said::Servers => &["server", "서버", "サーバー", "サーバ"],
            Said::Message => &["messagekey", "지급메시지", "メッセージ"],
            Said::ValidFrom => &["유효기간시작", "有効期間開始"],
            Said::ValidUntil => &["유효기간종료", "有効期間終了"],
            Said::Comment => &["memo", "note", "코멘트", "コメント"],
            Said::Info | Said::Unused => &[],
        }
    }
}

/// Reads the header: which column says what.
pub(super) fn columns(header: &Row, kinds: &[IdKind]) -> Result<Vec<BatchColumn>, BatchRefusal> {
    let kinds: Vec<String> = kinds.iter().flat_map(|kind| [folded(&kind.code), folded(&kind.label)]).collect();
    let mut columns: Vec<BatchColumn> = Vec::new();
    for cell in &header.cells {
        let name = clean::trimmed(&cell.text).to_owned();
        let plain = folded(&name);
        let is_called = |said: &Said| folded(said.name()) == plain || said.other_names().contains(&plain.as_str());
        let said = match Said::TEMPLATE.into_iter().find(is_called) {
            Some(said) => said,
            None if plain.is_empty() => Said::Unused,
            None if kinds.contains(&plain) => Said::Player,
            None => Said::Info,
        };
        let again = |column: &BatchColumn| match said {
            Said::Unused => false,
            Said::Info => folded(&column.name) == plain,
            said => column.said == said,
        };
        if columns.iter().any(again) {
            return Err(BatchRefusal::RepeatedColumn { name });
        }
        columns.push(BatchColumn { name, said });
    }
    let missing = |said: &Said| !columns.iter().any(|column| column.said == *said);
    let needed = [Said::Direction, Said::Item, Said::Quantity, Said::Player];
    let missing: Vec<Said> = needed.into_iter().filter(missing).collect();
    if missing.is_empty() { Ok(columns) } else { Err(BatchRefusal::MissingColumns(missing)) }
}
