//! The result file, as somebody reads it who opens it elsewhere.

use std::collections::HashMap;
use std::sync::Arc;

use calamine::{Data, Reader, Xlsx};
use futures::TryStreamExt;
use grantdesk::connector::{Answer, Cause};
use grantdesk::error::{Error, Result};
use grantdesk::request::{DeliveryState, Form, FormLine, PlayerList, Quantity, Recipient, State, Submission, check};
use grantdesk::results::{Wanted, Which, Words, undo};
use jiff::tz::TimeZone;
use tokio::sync::Semaphore;

use crate::kit::{Fake, Kit, applied, fresh_key, in_time, on_both, refused, too_late, turned_away, unclear};

fn wanted(which: Which) -> Wanted {
    let words = Words {
        server: "서버".into(),
        result: "결과".into(),
        cause: "원인".into(),
        code: "코드".into(),
        message: "메시지".into(),
        attempts: "시도".into(),
        time: "처리 시각(Asia/Seoul)".into(),
        transaction: "거래".into(),
        states: HashMap::from([(DeliveryState::Succeeded, "성공".into()), (DeliveryState::Refused, "거절".into())]),
        causes: HashMap::from([("timed_out", "無応答".into())]),
    };
    Wanted { which, words, zone: TimeZone::get("Asia/Seoul").expect("a zone") }
}

async fn bytes(kit: &Kit, who: &str, no: i64, which: Which) -> Result<Vec<u8>> {
    let person = kit.person(who).await;
    kit.desk.results_as_csv(&person, no, wanted(which)).await?.try_concat().await
}

/// The lines of the CSV as they stand there, the headings first.
async fn csv(kit: &Kit, no: i64, which: Which) -> Vec<Vec<String>> {
    let bytes = bytes(kit, "cs", no, which).await.expect("a file");
    let text = bytes.strip_prefix("\u{feff}".as_bytes()).expect("a byte order mark");
    let mut lines = csv::ReaderBuilder::new().has_headers(false).from_reader(text);
    lines.records().map(|line| line.expect("a line").iter().map(ToOwned::to_owned).collect()).collect()
}

/// The cells of every sheet, the headings first.
async fn xlsx(kit: &Kit, no: i64, which: Which) -> Vec<(String, Vec<Vec<Data>>)> {
    let person = kit.person("cs").await;
    let file = kit.desk.results_as_xlsx(&person, no, wanted(which)).await.expect("a file");
    let mut book: Xlsx<_> = Xlsx::new(file).expect("a workbook");
    let sheets = book.worksheets().into_iter();
    sheets.map(|(name, cells)| (name, cells.rows().map(<[Data]>::to_vec).collect())).collect()
}

/// A cell as text, as the CSV has it.
fn written(cell: &Data) -> String {
    match cell {
        Data::Empty => String::new(),
        Data::String(text) => text.clone(),
        Data::Float(number) => format!("{number}"),
        Data::DateTime(at) => {
            let (year, month, day, hour, minute, second, _) = at.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}")
        }
        other => panic!("{other:?} is no cell of the file"),
    }
}

/// A column without its heading.
fn column(lines: &[Vec<String>], heading: &str) -> Vec<String> {
    let at = lines[0].iter().position(|known| known == heading).expect("a column");
    lines[1..].iter().map(|line| line[at].clone()).collect()
}

/// Everything that can become of a player, by what his ID ends in.
fn every_answer(ending: char) -> Answer {
    match ending {
        '1' => applied(),
        '2' => refused("player_not_found", false),
        '3' => turned_away(),
        _ => unclear(Cause::TimedOut),
    }
}

/// A request by a list: player, quantity and additional information.
async fn listed<const N: usize>(kit: &Kit, list: [(&str, Option<i64>, Option<&str>); N]) -> i64 {
    let amounts: Vec<i64> = list.iter().filter_map(|(_, quantity, _)| *quantity).collect();
    let quantities = amounts.iter().min().zip(amounts.iter().max()).map(|(least, most)| Quantity::PerPlayer {
        least: *least,
        most: *most,
        total: amounts.iter().sum(),
    });
    let quantity = if quantities.is_some() { "" } else { "300" };
    let lines = vec![FormLine { item: "GEM".into(), quantity: quantity.into() }];
    let form = Form { lines, ..kit.form(&[]) };
    let person = kit.person("operator").await;
    let catalog = kit.desk.catalog(&person, "moonlit").await.expect("a catalog");
    let sizes = PlayerList { players: N, quantities, complaints: vec![] };
    let plan = check(&form, &catalog, &TimeZone::UTC, &sizes).expect("nothing is wrong");
    let recipient = |(player, quantity, info): (&str, _, Option<&str>)| Recipient {
        player: player.into(),
        quantity,
        info: info.map(Into::into),
    };
    let submission = Submission { plan, players: list.into_iter().map(recipient).collect(), file: None };
    let operator = kit.desk.operator(&person, "moonlit").await.expect("may request");
    operator.request(submission, &fresh_key()).await.expect("requested").expect("not refused").id
}

on_both! {
    async fn every_delivery_is_a_line_that_says_what_the_database_says(kit: Kit) {
        let form = Form { servers: vec!["kr-1".into(), "jp-1".into()], ..kit.form(&["10000001", "10000002", "10000003", "10000004"]) };
        let no = kit.submit("operator", &form).await.id;
        kit.approve(no).await;
        kit.deliver(&kit.worker(Fake::new(|call| every_answer(call.player.chars().last().unwrap_or_default())))).await;

        let lines = csv(&kit, no, Which::All).await;
        let headings = ["Player ID", "서버", "GEM", "결과", "원인", "코드", "메시지", "시도", "처리 시각(Asia/Seoul)", "거래"];
        assert_eq!(lines[0], headings);
        assert_eq!(column(&lines, "서버"), ["kr-1", "kr-1", "kr-1", "kr-1", "jp-1", "jp-1", "jp-1", "jp-1"]);
        assert_eq!(column(&lines, "결과")[..4], ["성공", "거절", "failed", "unknown"], "words that are not given stand as stored");
        assert_eq!(column(&lines, "원인")[..4], ["", "refused", "turned_away", "無応答"]);
        assert_eq!(column(&lines, "GEM"), ["300"; 8]);
        for (line, n) in lines[1..].iter().zip(1..) {
            let delivery = kit.delivery(no, n).await;
            let at = jiff::Timestamp::from_millisecond(delivery.settled_at.expect("settled")).expect("a time");
            let at = at.to_zoned(TimeZone::get("Asia/Seoul").expect("a zone")).strftime("%Y-%m-%d %H:%M:%S").to_string();
            let expected = [delivery.player_id, delivery.code.unwrap_or_default(), delivery.message.unwrap_or_default(),
                delivery.attempts.to_string(), at, delivery.transaction_id.unwrap_or_default()];
            assert_eq!([&line[0], &line[5], &line[6], &line[7], &line[8], &line[9]], expected.each_ref());
        }
        assert_eq!(lines.len(), 9);
    }

    async fn an_xlsx_has_the_same_cells_with_their_types(kit: Kit) {
        let players = ["000000012341", "10000002", "10000003", "10000004"];
        let no = kit.approved(&players).await;
        kit.deliver(&kit.worker(Fake::new(|call| every_answer(call.player.chars().last().unwrap_or_default())))).await;
        let lines = csv(&kit, no, Which::All).await;
        let sheets = xlsx(&kit, no, Which::All).await;
        let [(name, cells)] = &sheets[..] else { panic!("one sheet, not {}", sheets.len()) };
        assert_eq!(*name, format!("R-{no}"));
        let texts: Vec<Vec<String>> = cells.iter().map(|line| line.iter().map(written).collect()).collect();
        assert_eq!(texts, lines);
        assert_eq!(cells[1][0], Data::String("000000012341".into()), "no zero is lost");
        assert_eq!((&cells[1][2], &cells[1][7]), (&Data::Float(300.0), &Data::Float(1.0)));
        assert!(matches!(cells[1][8], Data::DateTime(_)), "a time can be sorted");
    }

    async fn it_can_be_read_before_during_and_without_a_delivery(kit: Kit) {
        let states = async |no| column(&csv(&kit, no, Which::All).await, "결과");
        let waiting = kit.requested(&["10000001", "10000002"]).await.id;
        assert_eq!(states(waiting).await, ["waiting", "waiting"]);
        kit.cancel("operator", waiting).await.expect("canceled");
        assert_eq!(states(waiting).await, ["canceled", "canceled"]);

        let (arrived, open) = (Arc::new(Semaphore::new(0)), Arc::new(Semaphore::new(0)));
        let game = Fake::slow({
            let (arrived, open) = (arrived.clone(), open.clone());
            move |call| {
                let (arrived, open) = (arrived.clone(), open.clone());
                async move {
                    if call.player == "10000001" {
                        return refused("server_busy", true);
                    }
                    arrived.add_permits(1);
                    open.acquire().await.expect("the gate").forget();
                    applied()
                }
            }
        });
        let no = kit.approved(&["10000001"]).await;
        let worker = kit.worker(game);
        kit.drain(&worker).await;
        assert_eq!(states(no).await, ["queued"]);
        let sending = kit.approved(&["10000002"]).await;
        let draining = tokio::spawn(async move { worker.drain().await });
        in_time(arrived.acquire()).await.expect("a call arrives").forget();
        let lines = csv(&kit, sending, Which::All).await;
        assert_eq!((column(&lines, "결과"), column(&lines, "처리 시각(Asia/Seoul)")), (vec!["sending".into()], vec![String::new()]));
        open.add_permits(1);
        in_time(draining).await.expect("the worker ends").expect("the worker works");
        assert_eq!(states(sending).await, ["성공"]);
    }

    async fn only_the_unfinished_or_the_succeeded_are_asked_for(kit: Kit) {
        let no = kit.approved(&["10000001", "10000002", "10000003", "10000004"]).await;
        kit.deliver(&kit.worker(Fake::new(|call| every_answer(call.player.chars().last().unwrap_or_default())))).await;
        assert_eq!(column(&csv(&kit, no, Which::Succeeded).await, "Player ID"), ["10000001"]);
        assert_eq!(column(&csv(&kit, no, Which::Unfinished).await, "Player ID"), ["10000002", "10000003", "10000004"]);
        assert_eq!(xlsx(&kit, no, Which::Unfinished).await[0].1.len(), 4);
    }

    async fn amounts_are_those_of_each_player_and_below_zero_when_taken(kit: Kit) {
        let lines = vec![
            FormLine { item: "GEM".into(), quantity: "300".into() },
            FormLine { item: "GOLD".into(), quantity: "2".into() },
        ];
        let form = Form { direction: "clawback".into(), lines, ..kit.form(&["10000001"]) };
        let no = kit.submit("operator", &form).await.id;
        let lines = csv(&kit, no, Which::All).await;
        assert_eq!((column(&lines, "GEM"), column(&lines, "GOLD")), (vec!["-300".into()], vec!["-2".into()]));

        let no = listed(&kit, [("10000001", Some(5), None), ("10000002", Some(6), None)]).await;
        assert_eq!(column(&csv(&kit, no, Which::All).await, "GEM"), ["5", "6"]);
        assert_eq!(xlsx(&kit, no, Which::All).await[0].1[1][2], Data::Float(5.0));
    }

    async fn what_else_the_list_says_has_a_column_for_each_key(kit: Kit) {
        let (second, third) = (
            r#"{"메모":"점검 보상, \"1차\"","=cmd":"=1+1","":"'90s"}"#,
            r#"{"=cmd":-7,"二回目":"補填","list":[1,"a"],"nothing":null}"#,
        );
        let players = [("10000001", None, None), ("10000002", None, Some(second)), ("10000003", None, Some(third))];
        let no = listed(&kit, players).await;
        let lines = csv(&kit, no, Which::All).await;
        assert_eq!(lines[0][10..], ["", "'=cmd", "list", "nothing", "二回目", "메모"]);
        assert_eq!(lines[1][10..], ["", "", "", "", "", ""]);
        assert_eq!(lines[2][10..], ["'90s", "'=1+1", "", "", "", "점검 보상, \"1차\""]);
        assert_eq!(lines[3][10..], ["", "-7", "[1,\"a\"]", "", "補填", ""]);
        let cells = &xlsx(&kit, no, Which::All).await[0].1;
        assert_eq!((&cells[0][11], &cells[2][11]), (&Data::String("=cmd".into()), &Data::String("=1+1".into())));
        assert_eq!(cells[3][11], Data::Float(-7.0));
    }

    async fn what_could_begin_a_formula_is_defused_and_comes_back(kit: Kit) {
        let codes = ["=HYPERLINK(\"http://evil.example\")", "+1", "-1", "@A1", "\tx", "\r\nx", "＝1", "'=1", "점검 보상", "補填"];
        let players: Vec<String> = (0..codes.len()).map(|n| format!("1000000{n}")).collect();
        let players: Vec<&str> = players.iter().map(String::as_str).collect();
        let no = kit.approved(&players).await;
        kit.deliver(&kit.worker(Fake::new(move |call| {
            let n = call.player.chars().last().and_then(|digit| digit.to_digit(10)).unwrap_or_default();
            refused(codes[n as usize], false)
        })))
        .await;
        let shown = column(&csv(&kit, no, Which::All).await, "코드");
        for (n, shown) in (1..).zip(&shown) {
            assert!(!shown.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝']), "{shown:?}");
            assert_eq!(Some(undo(shown)), kit.delivery(no, n).await.code.as_deref());
        }
        assert_eq!(shown.len(), codes.len());
    }

    async fn a_long_list_is_complete_and_in_its_order(kit: Kit) {
        // Two whole pages: the third is empty.
        let form = kit.form_for(10_000);
        let no = kit.submit("operator", &form).await.id;
        let lines = csv(&kit, no, Which::All).await;
        assert!(column(&lines, "Player ID").iter().map(String::as_str).eq(form.players.lines()));
    }

    async fn the_log_says_who_took_it_and_nobody_is_taken_for_a_decider(kit: Kit) {
        let no = kit.requested(&["10000001"]).await.id;
        assert!(matches!(bytes(&kit, "outsider", no, Which::All).await, Err(Error::NotFound)));
        assert_eq!(kit.actions(no).await, ["requested"]);
        kit.approve(no).await;
        csv(&kit, no, Which::All).await;
        xlsx(&kit, no, Which::Succeeded).await;
        assert_eq!(too_late(kit.reject("approver2", no).await), (State::Approved, "Approver".into()));
        let events = kit.events(no).await;
        let taken: Vec<_> = events.iter().filter(|event| event.action == "results_downloaded").collect();
        let taken: Vec<_> = taken.iter().map(|event| (event.actor_name.as_str(), event.detail("format"), event.detail("show"))).collect();
        assert_eq!(taken, [("Cs", Some("csv".into()), Some("all".into())), ("Cs", Some("xlsx".into()), Some("succeeded".into()))]);
    }
}
