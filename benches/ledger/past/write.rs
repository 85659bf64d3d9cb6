use grantdesk::desk::Desk;
use grantdesk::error::Result;
use grantdesk::request::{Content, ContentLine, DeliveryState, Quantity, Recipient, Seal};
use grantdesk::store::server_calls::{CallCounts, CallMade};
use grantdesk::store::tallies::{Rested, TallyChanges};
use grantdesk::store::{Db, Tx};

use super::catalog::{Game, REASONS, SERVERS, item};
use super::plan::{Ask, Outcome};
use super::rows::{Approval, Attempt, Claim, Delivery, End, Event, Line, Request, Target, end, insert, run};
use super::{Past, chance};

/// Deliveries written in one transaction, at least.
const TOGETHER: usize = 25_000;
const DAY: i64 = 24 * 3_600_000;

/// Rows that are still to be written.
#[derive(Default)]
struct Rows {
    requests: Vec<Request>,
    lines: Vec<Line>,
    targets: Vec<Target>,
    claims: Vec<Claim>,
    approvals: Vec<Approval>,
    deliveries: Vec<Delivery>,
    attempts: Vec<Attempt>,
    events: Vec<Event>,
    ends: Vec<End>,
    tallies: TallyChanges,
    calls: CallCounts,
}

pub struct Writer<'a> {
    desk: &'a Desk,
    games: &'a [Game],
    operators: Vec<i64>,
    approvers: Vec<i64>,
    past: Past,
    /// In a large year everybody gets something about ten times.
    players: i64,
    rows: Rows,
}

impl<'a> Writer<'a> {
    pub fn new(desk: &'a Desk, games: &'a [Game], operators: Vec<i64>, approvers: Vec<i64>, past: Past) -> Writer<'a> {
        let players = (past.deliveries / 10).max(100_003);
        Writer { desk, games, operators, approvers, past, players, rows: Rows::default() }
    }

    pub async fn add(&mut self, no: i64, ask: &Ask) -> Result<()> {
        let recipients: Vec<Recipient> = (0..ask.players).map(|i| self.recipient(no, i, ask)).collect();
        let (requester, approver) = (self.operators[ask.requester], self.approvers[ask.approver]);
        let seal = self.ask(no, ask, &recipients, requester)?;
        let decided = ask.at + ask.waited;
        match ask.outcome {
            Outcome::Delivered { .. } => {
                self.rows.approvals.push(Approval {
                    id: no,
                    request_id: no,
                    requested_by: requester,
                    approved_by: approver,
                    seal,
                    note: "",
                    at: decided,
                });
                self.event(decided, approver, no, "approved");
                self.event(decided, approver, no, "started");
            }
            Outcome::Rejected => self.event(decided, approver, no, "rejected"),
            Outcome::Canceled => self.event(decided, requester, no, "canceled"),
            Outcome::Pending => {}
        }
        let mut ended = End { id: no, ..self.end_of(ask, no) };
        let mut last = decided;
        let mut n = 0;
        for server in &ask.servers {
            let server = self.games[ask.game].servers[SERVERS[ask.game][*server]];
            for (i, recipient) in (0..).zip(&recipients) {
                n += 1;
                last = decided + 1_000 + i * 1_000 / 1_500;
                self.deliver((no, n), server, recipient, ask, last, &mut ended);
            }
        }
        if let Outcome::Delivered { .. } = ask.outcome {
            // Nobody has closed the latest yet.
            let is_old = last < self.past.until - 7 * DAY;
            ended.state = match &ended {
                End { refused: 0, failed: 0, unknown: 0, .. } => "succeeded",
                End { unknown: 0, .. } if is_old => "closed",
                _ => "failed",
            };
            ended.ended_at = Some(last);
            self.event(last, approver, no, ended.state);
        }
        self.claim(no, ask, &ended);
        self.rows.ends.push(ended);
        if self.rows.deliveries.len() >= TOGETHER { self.flush().await } else { Ok(()) }
    }

    fn recipient(&self, no: i64, i: i64, ask: &Ask) -> Recipient {
        // Steps of a prime number meet nobody twice.
        let player = (chance(no, 0) % self.players as u64) as i64 + i * 7_919;
        Recipient {
            player: format!("{}", 10_000_000 + player % self.players),
            quantity: ask.items[0].1.is_none().then(|| 1 + (chance(no, -i) % 300) as i64),
            info: ask.has_info.then(|| format!("{{\"ticket\":\"CS-{no}-{i}\"}}")),
        }
    }

    /// The request as it was submitted; answers its seal.
    fn ask(&mut self, no: i64, ask: &Ask, recipients: &[Recipient], requester: i64) -> Result<String> {
        let game = &self.games[ask.game];
        let amounts = || recipients.iter().filter_map(|recipient| recipient.quantity);
        let (least, most, total) = (amounts().min(), amounts().max(), amounts().sum());
        let of_list = least.zip(most).map(|(least, most)| Quantity::PerPlayer { least, most, total });
        let quantity = |each: Option<i64>| each.map(Quantity::Each).or(of_list).expect("a quantity");
        let direction = ask.direction();
        let detail = (REASONS[ask.reason] == "other").then_some(&game.detail_reason);
        let order_number = ask.has_order.then(|| order_number(no));
        let content = Content {
            game: game.code.into(),
            direction,
            servers: ask.servers.iter().map(|server| SERVERS[ask.game][*server].to_owned()).collect(),
            reason: REASONS[ask.reason].into(),
            detail_reason: detail.map(|(code, _)| code.clone()),
            items: ask
                .items
                .iter()
                .map(|(n, each)| ContentLine { code: item(*n), quantity: quantity(*each) })
                .collect(),
            order_number: order_number.clone(),
            valid_from: None,
            valid_until: None,
            message: None,
            id_kind: game.id_kind.clone(),
            comment: String::new(),
        };
        let content = content.canonical()?;
        let mut seal = Seal::over(&content);
        recipients.iter().for_each(|recipient| seal.add(recipient));
        let seal = seal.finish();
        for (line, (n, each)) in (1..).zip(&ask.items) {
            let of_list = |value: Option<i64>| value.filter(|_| each.is_none());
            self.rows.lines.push(Line {
                request_id: no,
                line,
                item_id: game.items[&item(*n)],
                quantity: *each,
                least: of_list(least),
                most: of_list(most),
                total: of_list(Some(total)),
            });
        }
        let servers = ask.servers.iter().map(|server| game.servers[SERVERS[ask.game][*server]]);
        self.rows.targets.extend(servers.map(|server_id| Target { request_id: no, server_id }));
        self.rows.requests.push(Request {
            id: no,
            key: format!("past-{no}"),
            submission_key: format!("past-{no}"),
            game_id: game.id,
            direction: direction.as_str(),
            reason_id: game.reasons[REASONS[ask.reason]],
            detail_reason_id: detail.map(|(_, id)| *id),
            order_number,
            id_kind: game.id_kind.clone(),
            comment: "",
            content,
            seal: seal.clone(),
            players: ask.players,
            deliveries: ask.deliveries(),
            waiting: ask.deliveries(),
            state: "pending",
            requested_by: requester,
            requested_at: ask.at,
        });
        self.event(ask.at, requester, no, "requested");
        Ok(seal)
    }

    /// What is known of a request's end before its deliveries are.
    fn end_of(&self, ask: &Ask, no: i64) -> End {
        let decided = Some(ask.at + ask.waited);
        let (state, approval_id, ended_at, waiting, canceled) = match ask.outcome {
            Outcome::Pending => ("pending", None, None, ask.deliveries(), 0),
            Outcome::Rejected => ("rejected", None, decided, 0, ask.deliveries()),
            Outcome::Canceled => ("canceled", None, decided, 0, ask.deliveries()),
            Outcome::Delivered { .. } => ("delivering", Some(no), None, 0, 0),
        };
        End { id: no, state, approval_id, ended_at, waiting, succeeded: 0, refused: 0, failed: 0, unknown: 0, canceled }
    }

    fn deliver(
        &mut self,
        (no, n): (i64, i64),
        server: i64,
        recipient: &Recipient,
        ask: &Ask,
        at: i64,
        ended: &mut End,
    ) {
        let resting = |state| (state, None, None, None);
        let (state, outcome, cause, code) = match ask.outcome {
            Outcome::Pending => resting("waiting"),
            Outcome::Rejected | Outcome::Canceled => resting("canceled"),
            Outcome::Delivered { troubled } if chance(no, n) % 1_000 < troubled => match chance(n, no) % 10 {
                0..6 => ("refused", Some("refused"), Some("refused"), Some("player_not_found")),
                6..9 => ("failed", Some("turned_away"), Some("turned_away"), None),
                _ => ("unknown", Some("unclear"), Some("timed_out"), None),
            },
            Outcome::Delivered { .. } => ("succeeded", Some("applied"), None, None),
        };
        let rested = match state {
            "succeeded" => Some((DeliveryState::Succeeded, &mut ended.succeeded)),
            "refused" => Some((DeliveryState::Refused, &mut ended.refused)),
            "failed" => Some((DeliveryState::Failed, &mut ended.failed)),
            "unknown" => Some((DeliveryState::Unknown, &mut ended.unknown)),
            _ => None,
        };
        if let Some((state, count)) = rested {
            *count += 1;
            let (request_id, server_id, quantity) = (no, server, recipient.quantity);
            self.rows.tallies.come(&Rested { request_id, server_id, state, cause, code, settled_at: at, quantity });
            let is_clear = !matches!(outcome, Some("unclear" | "turned_away"));
            self.rows.calls.note(&CallMade { server_id, at: at - 40, ms: 40, is_clear });
        }
        let tried = i64::from(outcome.is_some());
        self.rows.deliveries.push(Delivery {
            request_id: no,
            n,
            server_id: server,
            player_id: recipient.player.clone(),
            quantity: recipient.quantity,
            info: recipient.info.clone(),
            state,
            attempts: tried,
            tries: tried,
            asks: 0,
            cause,
            code,
            transaction_id: (state == "succeeded").then(|| format!("tx-{:016x}", chance(no, n))),
            settled_at: outcome.map(|_| at),
        });
        if let Some(outcome) = outcome {
            self.rows.attempts.push(Attempt {
                request_id: no,
                delivery: n,
                n: 1,
                call: "send",
                at: at - 40,
                ms: 40,
                status: (outcome != "unclear").then_some(200),
                outcome,
                cause: (outcome == "unclear").then_some("timed_out"),
                code,
            });
        }
    }

    /// Released with nothing applied; held otherwise.
    fn claim(&mut self, no: i64, ask: &Ask, ended: &End) {
        let is_held = match ended.state {
            "rejected" | "canceled" => false,
            "closed" => ended.succeeded > 0,
            _ => true,
        };
        if ask.has_order && is_held {
            self.rows.claims.push(Claim {
                game_id: self.games[ask.game].id,
                direction: ask.direction().as_str(),
                order_number: order_number(no),
                request_id: no,
            });
        }
    }

    fn event(&mut self, at: i64, actor: i64, no: i64, action: &'static str) {
        self.rows.events.push(Event {
            at,
            actor_id: Some(actor),
            actor_name: "somebody",
            address: "192.0.2.1",
            subject: "request",
            subject_id: no,
            action,
            details: "{}",
        });
    }

    async fn flush(&mut self) -> Result<()> {
        let rows = std::mem::take(&mut self.rows);
        let mut tx = self.desk.db().begin().await?;
        insert(&mut tx, &rows.requests).await?;
        insert(&mut tx, &rows.lines).await?;
        insert(&mut tx, &rows.targets).await?;
        insert(&mut tx, &rows.claims).await?;
        insert(&mut tx, &rows.approvals).await?;
        end(&mut tx, &rows.ends).await?;
        insert(&mut tx, &rows.deliveries).await?;
        insert(&mut tx, &rows.attempts).await?;
        insert(&mut tx, &rows.events).await?;
        tx.tally(&rows.tallies).await?;
        tx.count_calls(&rows.calls).await?;
        tx.commit().await
    }

    /// Writes what is left. What is asked for next gets the next number, and PostgreSQL knows what there is.
    pub async fn finish(mut self) -> Result<()> {
        self.flush().await?;
        let mut tx = self.desk.db().begin().await?;
        if matches!(tx, Tx::Postgres(_)) {
            for table in ["requests", "approvals"] {
                let next = format!(
                    "select setval(pg_get_serial_sequence('{table}', 'id'), (select max(id) from {table})) where $1 = ''"
                );
                run(&mut tx, next, String::new()).await?;
            }
        }
        tx.commit().await?;
        // As it would by itself after a while.
        if let Db::Postgres(db, _) = self.desk.db() {
            sqlx::query("vacuum (analyze)").execute(db).await?;
        }
        Ok(())
    }
}

fn order_number(no: i64) -> String {
    format!("GPA.{no:010}")
}
