//! The files of the logs.

use calamine::{Data, Reader, Xlsx};
use futures::TryStreamExt;
use grantdesk::error::Error;
use grantdesk::ledger::{Log, LogFilters, LogWanted, LogWords, XLSX_ROWS};
use grantdesk::people::Person;
use grantdesk::request::{Direction, Form, FormLine};
use grantdesk::results::Words;
use jiff::tz::TimeZone;

use super::known::{Known, known};
use super::{LOGS, year};
use crate::kit::{Fake, Kit, applied, on_both, refused};

fn wanted(log: Log, filters: LogFilters) -> LogWanted {
    let word = |word: &str| word.to_owned();
    let results = Words {
        time: word("시각"),
        server: word("서버"),
        transaction: word("거래"),
        result: word("결과"),
        ..Words::default()
    };
    let words = LogWords {
        results,
        request: word("요청"),
        player: word("유저"),
        items: word("항목"),
        order_number: word("주문번호"),
        reason: word("사유"),
        detail_reason: word("상세 사유"),
        requester: word("요청자"),
        approver: word("승인권자"),
        info: word("추가 정보"),
        direction: word("구분"),
        grant: word("지급"),
        clawback: word("회수"),
        ..LogWords::default()
    };
    LogWanted { log, filters, words, language: "ko", zone: TimeZone::get("Asia/Seoul").expect("a zone") }
}

/// The lines of the CSV as they stand there, the headings first.
async fn csv(kit: &Kit, person: &Person, log: Log, filters: &LogFilters) -> Vec<Vec<String>> {
    let pieces = kit.desk.log_as_csv(person, wanted(log, filters.clone())).await.expect("a file");
    let bytes: Vec<u8> = pieces.try_concat().await.expect("the whole file");
    let text = bytes.strip_prefix("\u{feff}".as_bytes()).expect("a byte order mark");
    let mut lines = csv::ReaderBuilder::new().has_headers(false).from_reader(text);
    lines.records().map(|line| line.expect("a line").iter().map(ToOwned::to_owned).collect()).collect()
}

fn column(lines: &[Vec<String>], heading: &str) -> Vec<String> {
    let at = lines[0].iter().position(|known| known == heading).expect("a column");
    lines[1..].iter().map(|line| line[at].clone()).collect()
}

/// The number of a request and the player, as a line has them.
fn names(lines: &[Vec<String>]) -> Vec<(String, String)> {
    column(lines, "요청").into_iter().zip(column(lines, "유저")).collect()
}

on_both! {
    async fn a_file_has_what_the_log_shows_under_the_same_filters(kit: Kit) {
        let person = year(&kit).await;
        let all = known(&kit).await;
        let of_row = &all[700];
        for log in LOGS {
            for filters in of_row.filters().into_iter().chain([LogFilters::default()]) {
                let passing: Vec<&Known> = all.iter().filter(|row| row.log == log && row.passes(&filters)).collect();
                let expected: Vec<_> =
                    passing.iter().map(|row| (format!("R-{}", row.place.request_id), row.player.clone())).collect();
                assert_eq!(names(&csv(&kit, &person, log, &filters).await), expected, "{filters:?}");
            }
        }
    }

    async fn a_line_says_all_there_is_to_say(kit: Kit) {
        let lines = vec![
            FormLine { item: "GEM".into(), quantity: "300".into() },
            FormLine { item: "GOLD".into(), quantity: "2".into() },
        ];
        let form = Form { direction: "clawback".into(), reason: "other".into(), detail_reason: "streamer".into(),
            order_number: "=GPA.1".into(), lines, ..kit.form(&["10000001", "10000002"]) };
        let no = kit.submit("operator", &form).await.id;
        kit.approve(no).await;
        kit.deliver(&kit.worker(Fake::new(|call| if call.player == "10000001" { applied() } else { refused("=evil()", false) }))).await;
        let person = kit.person("cs").await;
        let success = csv(&kit, &person, Log::Success, &LogFilters::default()).await;
        let of = |heading| column(&success, heading)[0].clone();
        // BEGINNING, as a clock in Seoul shows it.
        assert_eq!(of("시각"), "2026-09-21T23:13:20+09:00");
        let named = ["요청", "서버", "구분", "유저", "항목", "GEM", "GOLD", "주문번호", "상세 사유", "요청자", "승인권자"].map(of);
        let transaction = kit.delivery(no, 1).await.transaction_id.unwrap_or_default();
        let expected = [format!("R-{no}").as_str(), "kr-1", "회수", "10000001", "GEM -300, GOLD -2", "-300", "-2", "'=GPA.1", "스트리머 선물",
            "Operator", "Approver"].map(ToOwned::to_owned);
        assert_eq!((named, of("거래")), (expected, transaction));
        let failure = csv(&kit, &person, Log::Failure, &LogFilters::default()).await;
        assert!(failure[1].contains(&"'=evil()".to_owned()), "{failure:?}");
    }

    async fn items_of_two_games_are_told_apart(kit: Kit) {
        let person = year(&kit).await;
        let lines = csv(&kit, &person, Log::Success, &LogFilters::default()).await;
        assert!(["moonlit:ITEM_01", "courier:ITEM_01"].iter().all(|item| lines[0].contains(&(*item).to_owned())));
        let sum = |heading: &str| column(&lines, heading).iter().filter_map(|cell| cell.parse::<i128>().ok()).sum::<i128>();
        let courier = kit.desk.catalog(&person, "courier").await.expect("a catalog");
        let item = courier.items.iter().find(|item| item.code == "ITEM_01").expect("an item").id;
        let totals = kit.desk.log_totals(&person, Log::Success, &LogFilters { item: Some(item), ..LogFilters::default() }).await.expect("totals");
        let signed: i128 = totals.items.iter()
            .map(|total| if total.direction == Direction::Grant { total.quantity } else { -total.quantity }).sum();
        assert_eq!(sum("courier:ITEM_01"), signed);
    }

    async fn an_xlsx_has_the_same_lines(kit: Kit) {
        let person = year(&kit).await;
        let file = kit.desk.log_as_xlsx(&person, wanted(Log::Failure, LogFilters::default())).await.expect("a file");
        let mut book: Xlsx<_> = Xlsx::new(file).expect("a workbook");
        let (name, cells) = book.worksheets().remove(0);
        let lines = csv(&kit, &person, Log::Failure, &LogFilters::default()).await;
        assert_eq!((name.as_str(), cells.height()), ("failure", lines.len()));
        assert!(matches!(cells.get((1, 0)), Some(Data::DateTime(_))), "a time can be sorted");
        let players: Vec<String> = cells.rows().skip(1).map(|row| row[5].to_string()).collect();
        assert_eq!(players, column(&lines, "유저"));
    }

    async fn an_xlsx_that_would_not_hold_all_is_refused(kit: Kit) {
        let person = year(&kit).await;
        kit.tamper("update tally_sums set firsts = firsts + 1048576 where deliveries > 0").await;
        let refused = kit.desk.log_as_xlsx(&person, wanted(Log::Success, LogFilters::default())).await;
        assert!(matches!(refused, Err(Error::TooManyRows { most: XLSX_ROWS, .. })));
        assert_eq!(kit.number("select count(*) from events where action = 'log_downloaded'").await, 0);
    }

    async fn the_audit_log_says_who_took_what(kit: Kit) {
        year(&kit).await;
        let person = kit.person("cs").await;
        csv(&kit, &person, Log::Failure, &LogFilters { player: Some("10000001".into()), ..LogFilters::default() }).await;
        let taken = kit.number("select count(*) from events where action = 'log_downloaded' and actor_name = 'Cs'
            and details like '%10000001%' and details like '%\"log\":\"failure\"%'").await;
        assert_eq!(taken, 1);
    }
}
