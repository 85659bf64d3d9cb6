use std::path::Path;

use encoding_rs::{EUC_KR, SHIFT_JIS};
use rust_xlsxwriter::Workbook;

use crate::kit::workbook::{HandMade, workbook};

/// Files that are read to their end, so that a fuzzer finds its way into all there is.
fn seeds() -> Vec<Vec<u8>> {
    let korean =
        "유저 ID,수량,메모\r\n10000001,5,\"점검 \"\"보상\"\"\"\r\n'10000002,\"1,000\",\r\n１0000003,1.5E+1,a\r\n";
    let japanese = "ユーザーID;数量;メモ\n10000001;5;補填\n";
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write_row(0, 0, ["a", "b", "memo"]).expect("a header");
    sheet.write_number(1, 0, 10_000_001).and_then(|sheet| sheet.write_number(1, 1, 5)).expect("numbers");
    let rows =
        "<row r=\"1\"><c r=\"A1\" s=\"0\"><v>1.0048273E7</v></c><c t=\"inlineStr\"><is><t>a_x000D_</t></is></c></row>";
    vec![
        b"10000001\n10000002\n".to_vec(),
        b"sep=;\nid;qty;memo\n10000001;5;x\n10000001;0;#N/A\n".to_vec(),
        b"a\tb\n1.23E+11\t2026-11-22\n1000 0001\t-1.0\n".to_vec(),
        korean.as_bytes().to_vec(),
        format!("\u{FEFF}{japanese}").into_bytes(),
        EUC_KR.encode(korean).0.into_owned(),
        SHIFT_JIS.encode(japanese).0.into_owned(),
        format!("\u{FEFF}{japanese}").encode_utf16().flat_map(u16::to_le_bytes).collect(),
        korean.encode_utf16().flat_map(u16::to_be_bytes).collect(),
        book.save_to_buffer().expect("a spreadsheet"),
        HandMade::new(rows).bytes(),
        HandMade::new(rows).part("xl/workbook.xml", workbook(&[("a", "hidden"), ("b", "visible")])).bytes(),
    ]
}

#[test]
#[ignore = "writes the corpus the fuzzers begin with"]
fn seeds_of_the_fuzzers() {
    for target in ["decode", "list"] {
        let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus").join(target);
        std::fs::create_dir_all(&corpus).expect("a folder");
        for (n, seed) in seeds().into_iter().enumerate() {
            for choice in [b'k', b'j', 0, 1, 2, 13] {
                std::fs::write(corpus.join(format!("seed-{n}-{choice}")), [&[choice], &seed[..]].concat())
                    .expect("a seed");
            }
        }
    }
}
