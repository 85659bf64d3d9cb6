//! A catalog goes out as a file and comes back as one.

use grantdesk::catalog::{Kind, Preview, What};
use grantdesk::event::Subject;
use grantdesk::people::Manager;
use serde_json::Value;

use crate::catalog::outside;
use crate::kit::{Kit, on_both};

async fn sent(kit: &Kit, manager: &Manager<'_>, kind: Kind, content: &[u8]) -> Preview {
    let person = kit.person("manager").await;
    let mut receiving = kit.desk.receive(&person, "catalog.csv").await.expect("room for a file");
    receiving.add(content).await.expect("taken");
    let upload = receiving.finish().await.expect("it came whole");
    manager.preview(kind, &upload.id, "ko").await.expect("a preview")
}

/// What is wrong: line, column and flaw.
fn flaws(preview: &Preview) -> Vec<(usize, &str, &str)> {
    preview.findings.iter().map(|each| (each.line, each.column.as_str(), each.flaw.as_str())).collect()
}

on_both! {
    async fn what_was_exported_changes_nothing_when_it_comes_back(kit: Kit) {
        let (person, outside) = (kit.person("manager").await, outside());
        let manager = kit.desk.manager(&person, "moonlit", &outside).await.expect("a manager");
        manager.retire(Kind::Item, "GOLD").await.expect("retired");
        let odd = ["odd", "=1+1", "'quoted' \"twice\", and;more", "-5\nand a line"].map(str::to_owned);
        manager.create(Kind::Message, &odd, None).await.expect("the desk works").expect("made");
        for kind in Kind::OF_A_GAME {
            let file = manager.export(kind).await.expect("a file");
            let count = manager.count(kind).await.expect("counts");
            let preview = sent(&kit, &manager, kind, &file).await;
            assert_eq!(flaws(&preview), [], "{kind:?}");
            assert_eq!((preview.changes.len(), preview.unchanged as i64), (0, count.in_use + count.retired), "{kind:?}");
        }
    }

    async fn a_file_adds_changes_retires_and_restores_each_with_its_event_all_or_nothing(kit: Kit) {
        let (person, outside) = (kit.person("manager").await, outside());
        let manager = kit.desk.manager(&person, "moonlit", &outside).await.expect("a manager");
        manager.retire(Kind::Item, "GOLD").await.expect("retired");
        let file = "code,name_en,name_ko,name_ja,kind,max_quantity,retired\r\n\
                    RUBY,Ruby,루비,ルビー,currency,\"1,000\",\r\n\
                    GEM,Gem,보옥,ジェム,currency,200,false\r\n\
                    GOLD,Gold,골드,ゴールド,currency,10000000,false\r\n\
                    TICKET_SUMMON,Summon Ticket,소환권,召喚チケット,item,300,TRUE\r\n\
                    ELIXIR_REVIVE,Revive Elixir,부활 영약,復活の霊薬,item,999,\r\n";
        let preview = sent(&kit, &manager, Kind::Item, file.as_bytes()).await;
        assert_eq!(flaws(&preview), []);
        assert_eq!(What::ALL.map(|what| preview.count(what)), [1, 1, 1, 1]);
        assert_eq!(preview.unchanged, 1);
        assert_eq!(manager.entry(Kind::Item, "GEM").await.expect("GEM").texts()[5], "100000", "a preview changes nothing");

        let before = kit.number("select count(*) from events").await;
        let done = manager.import(Kind::Item, &preview.upload.id, "ko", &preview.seal).await.expect("the desk works");
        assert_eq!(done.expect("it is as it was shown"), 4);
        assert_eq!(kit.number("select count(*) from events").await, before + 4);
        let gem = manager.entry(Kind::Item, "GEM").await.expect("GEM");
        assert_eq!(gem.texts()[5], "200");
        let events = kit.desk.db().events(Subject::Catalog(Kind::Item, gem.id)).await.expect("events");
        let said: Value = serde_json::from_str(&events.last().expect("an event").details).expect("JSON");
        assert_eq!((&said["before"]["max_quantity"], &said["after"]["max_quantity"]), (&100_000.into(), &200.into()));
        assert_eq!(said["file"], "catalog.csv");
        assert!(manager.entry(Kind::Item, "TICKET_SUMMON").await.expect("a ticket").retired_at.is_some());
        assert!(manager.entry(Kind::Item, "GOLD").await.expect("gold").retired_at.is_none());
        assert!(kit.desk.upload(&person, &preview.upload.id).await.is_err(), "the file is done with");
    }

    async fn every_wrong_cell_is_said_and_nothing_of_the_file_is_done(kit: Kit) {
        let (person, outside) = (kit.person("manager").await, outside());
        let manager = kit.desk.manager(&person, "moonlit", &outside).await.expect("a manager");
        let file = "code,name_en,name_ko,name_ja,kind,max_quantity,retired\n\
                    RUBY,Ruby,루비,,coin,0,perhaps\n\
                    코드,Code,코드,コード,item,many,\n\
                    OPAL,Opal,오팔,オパール,item,5,\n\
                    OPAL,Opal,오팔,オパール,item,6,\n\
                    GEM,Gem,보석,???,currency,100000,\n";
        let preview = sent(&kit, &manager, Kind::Item, file.as_bytes()).await;
        assert_eq!(
            flaws(&preview),
            [
                (2, "name_ja", "missing"),
                (2, "kind", "not-one-of"),
                (2, "max_quantity", "out-of-range"),
                (2, "retired", "not-a-flag"),
                (3, "code", "not-a-code"),
                (3, "max_quantity", "not-a-number"),
                (5, "code", "repeated-code"),
                (6, "name_ja", "letters-lost"),
            ]
        );
        let refused = manager.import(Kind::Item, &preview.upload.id, "ko", &preview.seal).await.expect("the desk works");
        assert!(refused.is_err());
        assert_eq!(manager.count(Kind::Item).await.expect("counts").in_use, 5);

        for (file, flaw) in [
            ("name_en\nGem\n", "no-codes"),
            ("code,max_quantty\nGEM,1\n", "unknown-column"),
            ("code,code\nGEM,GEM\n", "repeated-column"),
            ("", "empty-file"),
            ("%PDF-1.7 not a table", "not-a-table"),
        ] {
            let preview = sent(&kit, &manager, Kind::Item, file.as_bytes()).await;
            assert_eq!(preview.findings[0].flaw.as_str(), flaw, "{file}");
        }
    }

    async fn a_file_in_korean_encoding_with_few_columns_changes_only_those(kit: Kit) {
        let (person, outside) = (kit.person("manager").await, outside());
        let manager = kit.desk.manager(&person, "moonlit", &outside).await.expect("a manager");
        let (file, _, _) = encoding_rs::EUC_KR.encode("코드를 모르는 열\n");
        assert_eq!(flaws(&sent(&kit, &manager, Kind::Item, &file).await)[0].2, "unknown-column");
        let (file, _, lost) = encoding_rs::EUC_KR.encode("Code,Name_KO\nGEM,반짝이는 보석\nGOLD,골드\n");
        assert!(!lost);
        let preview = sent(&kit, &manager, Kind::Item, &file).await;
        assert_eq!((flaws(&preview), preview.unchanged, preview.count(What::Changed)), (vec![], 1, 1));
        manager.import(Kind::Item, &preview.upload.id, "ko", &preview.seal).await.expect("the desk works").expect("done");
        let gem = manager.entry(Kind::Item, "GEM").await.expect("GEM").texts();
        assert_eq!(gem[1..4], ["Gem", "반짝이는 보석", "ジェム"]);
    }

    async fn only_what_was_shown_is_done(kit: Kit) {
        let (person, outside) = (kit.person("manager").await, outside());
        let manager = kit.desk.manager(&person, "moonlit", &outside).await.expect("a manager");
        let preview = sent(&kit, &manager, Kind::Item, b"code,max_quantity\nGEM,200\n").await;
        let seen = manager.entry(Kind::Item, "GEM").await.expect("GEM").texts();
        let mut typed = seen.clone();
        typed[5] = "150".into();
        manager.change(Kind::Item, "GEM", &seen, &typed).await.expect("the desk works").expect("changed");
        let done = manager.import(Kind::Item, &preview.upload.id, "ko", &preview.seal).await.expect("the desk works");
        let now = done.expect_err("the catalog changed since");
        assert_ne!(now.seal, preview.seal);
        assert_eq!(manager.entry(Kind::Item, "GEM").await.expect("GEM").texts()[5], "150");
        manager.import(Kind::Item, &now.upload.id, "ko", &now.seal).await.expect("the desk works").expect("done");
        assert_eq!(manager.entry(Kind::Item, "GEM").await.expect("GEM").texts()[5], "200");
    }

    async fn a_file_of_servers_brings_no_secret_and_reaches_nowhere_else(kit: Kit) {
        let (person, outside) = (kit.person("manager").await, outside());
        let manager = kit.desk.manager(&person, "moonlit", &outside).await.expect("a manager");
        let file = "code,name,url\nkr-8,KR-8,http://127.0.0.1:9/kr-8\nkr-1,KR-1 Aster,http://169.254.169.254/kr-1\n";
        let preview = sent(&kit, &manager, Kind::Server, file.as_bytes()).await;
        assert_eq!(flaws(&preview), [(3, "url", "address-not-allowed")]);
        let file = file.lines().take(2).collect::<Vec<_>>().join("\n");
        let preview = sent(&kit, &manager, Kind::Server, file.as_bytes()).await;
        manager.import(Kind::Server, &preview.upload.id, "ko", &preview.seal).await.expect("the desk works").expect("done");
        let server = manager.server("kr-8").await.expect("a server");
        assert!(server.secret.starts_with("whsec_") && server.timeout_ms == 10_000);
        assert_eq!(kit.number("select count(*) from events where details like '%whsec%'").await, 0);
    }

    async fn ten_thousand_items_come_in_one_file(kit: Kit) {
        let (person, outside) = (kit.person("manager").await, outside());
        let manager = kit.desk.manager(&person, "moonlit", &outside).await.expect("a manager");
        let mut file = String::from("code,name_en,name_ko,name_ja,kind,max_quantity\n");
        for i in 0..10_000 {
            file += &format!("ITEM_{i:05},Item {i},아이템 {i},アイテム {i},item,100\n");
        }
        let before = kit.number("select count(*) from events").await;
        let preview = sent(&kit, &manager, Kind::Item, file.as_bytes()).await;
        let done = manager.import(Kind::Item, &preview.upload.id, "ko", &preview.seal).await.expect("the desk works");
        assert_eq!(done.expect("done"), 10_000);
        assert_eq!(kit.number("select count(*) from events").await, before + 10_000);
        let file = file.replace(",item,100\n", ",item,200\n");
        let preview = sent(&kit, &manager, Kind::Item, file.as_bytes()).await;
        assert_eq!(preview.count(What::Changed), 10_000);
        let done = manager.import(Kind::Item, &preview.upload.id, "ko", &preview.seal).await.expect("the desk works");
        assert_eq!(done.expect("done"), 10_000);
        assert_eq!(kit.number("select count(*) from items where max_quantity = 200").await, 10_000);
    }
}
