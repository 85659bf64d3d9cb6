//! What `--demo` fills a fresh database with: two games, and a person for every role.

use crate::catalog::{
    CatalogFile, GameEntry, IdKindEntry, ItemEntry, MessageEntry, NamedEntry, ReasonEntry, ServerEntry, Translated,
};
use crate::desk::Desk;
use crate::error::Result;
use crate::event::Actor;
use crate::people::{ADMIN, NewUser, USUAL};

/// Everybody's password in the demo.
pub const PASSWORD: &str = "demo-password";

/// The demo game's secret: public, and good for nothing else.
pub const SECRET: &str = "whsec_Z3JhbnRkZXNrLWRlbW8tZ2FtZS1zZWNyZXQ=";

/// User name, name, role.
pub const USERS: [(&str, &str, &str); 7] = [
    ("operator", "박지훈", "operator"),
    ("operator2", "佐藤 美咲", "operator"),
    ("approver", "김서연", "approver"),
    ("approver2", "Daniel Ortiz", "approver"),
    ("cs", "이하은", "cs"),
    ("manager", "최민준", "manager"),
    ("admin", "오세훈", "admin"),
];

/// Fills the database once, with servers at this demo game; an existing desk only learns where the game is now.
pub async fn fill(desk: &Desk, game_server: &str) -> Result<()> {
    let actor = Actor::command_line();
    let fresh = !desk.db().has_users().await?;
    desk.apply_catalog(&actor, &catalog(game_server)).await?;
    if !fresh {
        return Ok(());
    }
    for (role, permissions) in USUAL.into_iter().chain([ADMIN]) {
        let role_id = desk.define_role(role, permissions).await?;
        for (username, name, held) in USERS {
            if held == role {
                let new = NewUser { username: username.into(), name: name.into(), password: PASSWORD.into() };
                let user = desk.add_user(&actor, new).await?;
                desk.give_role(&actor, user, role_id, None).await?;
            }
        }
    }
    Ok(())
}

/// Two games: one that has everything, and one that names its players otherwise and has no mailbox. One server takes
/// deliveries in batches.
pub fn catalog(game_server: &str) -> CatalogFile {
    CatalogFile { games: vec![moonlit_harbor(game_server), star_courier(game_server)] }
}

fn moonlit_harbor(game_server: &str) -> GameEntry {
    GameEntry {
        code: "moonlit".into(),
        names: names("Moonlit Harbor", "달빛 항구", "月光の港"),
        supports_validity: true,
        supports_messages: true,
        id_kinds: vec![
            id_kind("player_id", "Player ID", "digits", 8, 12),
            id_kind("uid", "UID", "alphanumeric", 6, 32),
        ],
        servers: vec![
            server("kr-1", "KR-1 Aster", game_server),
            ServerEntry { max_batch: 100, ..server("kr-2", "KR-2 Briar", game_server) },
            server("jp-1", "JP-1 Sakura", game_server),
        ],
        items: vec![
            item("GEM", names("Gem", "보석", "ジェム"), "currency", 100_000),
            item("GOLD", names("Gold", "골드", "ゴールド"), "currency", 10_000_000),
            item("TICKET_SUMMON", names("Summon Ticket", "소환권", "召喚チケット"), "item", 300),
            item("ELIXIR_REVIVE", names("Revive Elixir", "부활 영약", "復活の霊薬"), "item", 999),
            item("WINGS_STARLIGHT", names("Starlight Wings", "별빛 날개", "星明かりの翼"), "item", 1),
        ],
        reasons: reasons(),
        detail_reasons: vec![
            NamedEntry {
                code: "streamer".into(), names: names("Streamer gift", "스트리머 선물", "配信者への贈り物")
            },
            NamedEntry {
                code: "offline_event".into(),
                names: names("Offline event", "오프라인 행사", "オフラインイベント"),
            },
        ],
        messages: vec![
            MessageEntry {
                key: "outage_2026".into(),
                texts: names(
                    "We are sorry for the outage. Please accept this gift.",
                    "점검 지연으로 불편을 드려 죄송합니다. 보상을 확인해 주세요.",
                    "障害でご迷惑をおかけしました。お詫びの品をお受け取りください。",
                ),
            },
            MessageEntry {
                key: "event_autumn".into(),
                texts: names("Your autumn event reward.", "가을 이벤트 보상입니다.", "秋イベントの報酬です。"),
            },
        ],
    }
}

fn star_courier(game_server: &str) -> GameEntry {
    GameEntry {
        code: "courier".into(),
        names: names("Star Courier", "스타 쿠리어", "星の配達人"),
        supports_validity: false,
        supports_messages: false,
        id_kinds: vec![id_kind("vid", "VID", "alphanumeric", 8, 24)],
        servers: vec![server("jp-1", "JP-1 Hotaru", game_server)],
        items: vec![
            item("STARDUST", names("Stardust", "별가루", "スターダスト"), "currency", 1_000_000),
            item("PASS_MONTHLY", names("Monthly Pass", "월정액", "マンスリーパス"), "item", 12),
        ],
        reasons: reasons(),
        detail_reasons: vec![NamedEntry {
            code: "press".into(),
            names: names("Press copy", "언론 제공", "プレス提供"),
        }],
        messages: vec![],
    }
}

fn reasons() -> Vec<ReasonEntry> {
    let reason = |code: &str, names, asks_detail| ReasonEntry { code: code.into(), names, asks_detail };
    vec![
        reason("outage", names("Outage compensation", "점검 보상", "障害補填"), false),
        reason("payment_error", names("Payment error", "결제 오류", "決済エラー"), false),
        reason("event_prize", names("Event prize", "이벤트 보상", "イベント報酬"), false),
        reason("cs_courtesy", names("CS courtesy", "CS 보상", "CS お詫び"), false),
        reason("refund", names("Refund", "환불 회수", "返金による回収"), false),
        reason("mistaken_grant", names("Mistaken grant", "오지급", "誤付与"), false),
        reason("other", names("Other", "기타", "その他"), true),
    ]
}

fn names(en: &str, ko: &str, ja: &str) -> Translated {
    Translated { en: en.into(), ko: ko.into(), ja: ja.into() }
}

fn id_kind(code: &str, label: &str, charset: &str, min_length: i64, max_length: i64) -> IdKindEntry {
    IdKindEntry { code: code.into(), label: label.into(), charset: charset.into(), min_length, max_length }
}

fn item(code: &str, names: Translated, kind: &str, max_quantity: i64) -> ItemEntry {
    ItemEntry { code: code.into(), names, kind: kind.into(), max_quantity }
}

fn server(code: &str, name: &str, game_server: &str) -> ServerEntry {
    ServerEntry {
        code: code.into(),
        name: name.into(),
        url: format!("{}/{code}", game_server.trim_end_matches('/')),
        secret: SECRET.into(),
        concurrency: 32,
        rate_per_second: None,
        timeout_ms: 2_000,
        max_batch: 1,
    }
}
