//! The template of a bulk file is itself a bulk file, once it is filled in.

use std::io::{Cursor, Read, Write};

use calamine::{Reader, Xlsx};
use grantdesk::batch::{Batch, BatchForm, BatchFound, BatchRefusal, Said, Template, TemplateWords};
use grantdesk::people::Person;
use grantdesk::request::{Filters, Turn};
use grantdesk::upload::Checking;
use jiff::tz::TimeZone;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use crate::kit::{Kit, fresh_key, on_both};

/// Two rows as somebody types them below the header: one that says everything, and one that leaves much to the form.
const ROWS: [[&str; 13]; 2] = [
    [
        "grant",
        "TICKET_SUMMON",
        "3",
        "GPA.0012-3456",
        "012345678901",
        "player_id",
        "other",
        "streamer",
        "kr-1,kr-2",
        "outage_2026",
        "2026-12-01 10:00",
        "2026-12-22 23:59",
        "=thanks",
    ],
    ["clawback", "GOLD", "1000", "", "10000001", "", "", "", "", "", "", "", ""],
];

async fn template(kit: &Kit) -> Template {
    let person = kit.person("operator").await;
    let words = TemplateWords {
        language: "ko".into(),
        rows_sheet: "요청".into(),
        codes_sheet: "코드 '26 목록".into(),
        columns: "열".into(),
        meanings: vec![(Said::Direction, "grant 또는 clawback".into())],
        items: "아이템".into(),
        most: "최대".into(),
        reasons: "사유".into(),
        asks_detail: "상세 사유 필요".into(),
        detail_reasons: "상세 사유".into(),
        servers: "서버".into(),
        id_kinds: "ID 종류".into(),
        id_rules: vec!["숫자 8~12자리".into(), "영문·숫자".into()],
        messages: "지급 메시지".into(),
    };
    Template { catalog: kit.desk.catalog(&person, "moonlit").await.expect("a catalog"), words }
}

/// The workbook with these rows put below the header of its first sheet.
fn filled_in(workbook: &[u8]) -> Vec<u8> {
    let mut archive = ZipArchive::new(Cursor::new(workbook)).expect("a workbook");
    let mut filled = ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).expect("a part");
        let name = part.name().expect("its name").into_owned();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).expect("its bytes");
        if name == "xl/worksheets/sheet1.xml" {
            let sheet = String::from_utf8(bytes).expect("XML");
            assert_eq!(sheet.matches("</sheetData>").count(), 1);
            bytes = sheet.replace("</sheetData>", &format!("{}</sheetData>", rows())).into_bytes();
        }
        filled.start_file(name.as_str(), SimpleFileOptions::default()).expect("a part");
        filled.write_all(&bytes).expect("its bytes");
    }
    filled.finish().expect("a workbook").into_inner()
}

fn rows() -> String {
    let cell = |row: usize, column: usize, text: &str| {
        let letter = char::from(b'A' + column as u8);
        format!(r#"<c r="{letter}{row}" t="inlineStr"><is><t>{text}</t></is></c>"#)
    };
    let row = |(row, cells): (usize, &[&str; 13])| {
        let cells = cells.iter().enumerate().filter(|(_, text)| !text.is_empty());
        let cells: String = cells.map(|(column, text)| cell(row, column, text)).collect();
        format!(r#"<row r="{row}">{cells}</row>"#)
    };
    (2..).zip(&ROWS).map(row).collect()
}

async fn batch(kit: &Kit, person: &Person, name: &str, bytes: &[u8]) -> (Batch, BatchFound) {
    let upload = kit.uploaded(person, name, bytes).await;
    let form = BatchForm {
        game: "moonlit".into(),
        servers: vec!["jp-1".into()],
        reason: "outage".into(),
        id_kind: "player_id".into(),
        ..BatchForm::default()
    };
    let id = fresh_key();
    assert!(kit.desk.keep_batch(person, &id, &form, Some(&upload.id)).await.expect("kept"));
    let batch = kit.desk.batch(person, &id).await.expect("there");
    for _ in 0..1_000 {
        let file = kit.desk.batch_file(person, &batch, &TimeZone::UTC, "ko").await.expect("checked").expect("a file");
        if let Checking::Done(found) = file.checking {
            return (batch, found);
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    panic!("the check never ended");
}

/// What the rows above become.
async fn becomes_two_requests(kit: &Kit, name: &str, bytes: &[u8]) {
    let person = kit.person("operator").await;
    let (batch, found) = batch(kit, &person, name, bytes).await;
    let findings =
        kit.desk.batch_findings(&person, batch.upload_id.as_deref().expect("a file"), 0, 50).await.expect("read");
    assert!(found.is_good(), "{found:?} {findings:?}");
    assert_eq!(found.columns.iter().map(|column| column.said).collect::<Vec<_>>(), Said::TEMPLATE);
    let operator = kit.desk.operator(&person, "moonlit").await.expect("may request");
    let made = operator.submit_batch(&batch, &TimeZone::UTC, "ko").await.expect("the desk works");
    assert_eq!(made, Ok(2));
    let filters = Filters { batch: Some(batch.id), ..Filters::default() };
    let rows = kit.desk.search(&person, &filters, Turn::Newest).await.expect("listed").rows;
    let full = kit.desk.detail(&person, rows[1].id).await.expect("there");
    let content = &full.content;
    assert_eq!(content.order_number.as_deref(), Some("GPA.0012-3456"));
    assert_eq!(content.servers, ["kr-1", "kr-2"]);
    assert_eq!((content.reason.as_str(), content.detail_reason.as_deref()), ("other", Some("streamer")));
    assert_eq!(content.message.as_ref().map(|message| message.key.as_str()), Some("outage_2026"));
    assert_eq!((content.valid_from, content.valid_until), (Some(1_796_119_200_000), Some(1_797_983_940_000)));
    assert_eq!(content.comment, "=thanks");
    assert_eq!(kit.delivery(full.request.id, 1).await.player_id, "012345678901", "no zero is lost");
    let short = kit.desk.detail(&person, rows[0].id).await.expect("there");
    assert_eq!((short.content.servers, short.content.reason), (vec!["jp-1".to_owned()], "outage".to_owned()));
}

on_both! {
    async fn the_excel_template_filled_in_is_a_bulk_file(kit: Kit) {
        let workbook = template(&kit).await.xlsx().expect("written");
        becomes_two_requests(&kit, "template.xlsx", &filled_in(&workbook)).await;
    }

    async fn the_csv_template_filled_in_is_a_bulk_file(kit: Kit) {
        let mut text = String::from_utf8(Template::csv().expect("written")).expect("UTF-8");
        for row in ROWS {
            let cells = row.map(|cell| if cell.contains(',') { format!("\"{cell}\"") } else { cell.to_owned() });
            text += &format!("{}\r\n", cells.join(","));
        }
        becomes_two_requests(&kit, "template.csv", text.as_bytes()).await;
    }

    async fn an_empty_template_says_that_it_is_empty(kit: Kit) {
        let person = kit.person("operator").await;
        for bytes in [template(&kit).await.xlsx().expect("written"), Template::csv().expect("written")] {
            let (_, found) = batch(&kit, &person, "template", &bytes).await;
            assert_eq!(found.refusal, Some(BatchRefusal::NoRows));
        }
    }

    async fn the_second_sheet_lists_the_games_own_codes_and_the_cells_offer_them(kit: Kit) {
        let workbook = template(&kit).await.xlsx().expect("written");
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(workbook.clone())).expect("a workbook");
        assert_eq!(book.sheet_names(), ["요청", "코드 '26 목록"]);
        let (_, codes) = book.worksheets().remove(1);
        let first: Vec<String> = codes.rows().map(|row| row[0].to_string()).collect();
        for code in ["direction", "GEM", "WINGS_STARLIGHT", "outage", "streamer", "kr-1", "jp-1", "uid", "outage_2026"] {
            assert!(first.iter().any(|cell| cell == code), "{code}");
        }
        let mut archive = ZipArchive::new(Cursor::new(workbook)).expect("a workbook");
        let mut sheet = String::new();
        archive.by_name("xl/worksheets/sheet1.xml").expect("the rows").read_to_string(&mut sheet).expect("XML");
        let gem = first.iter().position(|cell| cell == "GEM").expect("listed") + 1;
        assert!(sheet.contains("<formula1>\"grant,clawback\"</formula1>") || sheet.contains("<formula1>&quot;grant,clawback&quot;</formula1>"));
        assert!(sheet.contains(&format!("!$A${gem}:$A${}", gem + 4)), "the cells offer the five items");
        assert_eq!(sheet.matches("<dataValidation ").count(), 7);
    }
}
