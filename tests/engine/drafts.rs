//! Forms that were left, and the files they name.

use std::time::Duration;

use grantdesk::error::Error;
use grantdesk::request::Form;
use grantdesk::upload::{Checking, Upload};

use crate::kit::{Kit, fresh_key, on_both};

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

impl Kit {
    async fn sent(&self, who: &str, content: &str) -> Upload {
        let mut receiving = self.desk.receive(&self.person(who).await, "players.csv").await.expect("room");
        receiving.add(content.as_bytes()).await.expect("taken");
        receiving.finish().await.expect("whole")
    }

    async fn form_of(&self, file: &Upload) -> Form {
        Form { file: file.id.clone(), ..self.form(&[]) }
    }

    async fn left(&self, who: &str, key: &str, form: &Form) {
        assert!(self.desk.keep_draft(&self.person(who).await, key, form, false).await.expect("kept"));
    }

    async fn has(&self, who: &str, file: &Upload) -> bool {
        match self.desk.upload(&self.person(who).await, &file.id).await {
            Ok(_) => true,
            Err(Error::NotFound) => false,
            Err(error) => panic!("{error}"),
        }
    }
}

on_both! {
    async fn a_file_goes_when_its_form_names_another(kit: Kit) {
        let (first, second) = (kit.sent("operator", "10000001").await, kit.sent("operator", "10000002").await);
        let key = fresh_key();
        kit.left("operator", &key, &kit.form_of(&first).await).await;
        kit.left("operator", &key, &kit.form_of(&first).await).await;
        assert!(kit.has("operator", &first).await);
        kit.left("operator", &key, &kit.form_of(&second).await).await;
        assert!(!kit.has("operator", &first).await && kit.has("operator", &second).await);
        assert_eq!(kit.number("select count(*) from upload_pieces").await, 1);
    }

    async fn nobody_does_away_with_somebody_elses_file(kit: Kit) {
        let file = kit.sent("operator", "10000001").await;
        let key = fresh_key();
        kit.left("operator2", &key, &kit.form_of(&file).await).await;
        kit.left("operator2", &key, &kit.form(&["10000001"])).await;
        assert!(kit.has("operator", &file).await && !kit.has("operator2", &file).await);
    }

    async fn a_form_is_discarded_with_its_file_by_its_writer_alone(kit: Kit) {
        let file = kit.sent("operator", "10000001").await;
        let key = fresh_key();
        kit.left("operator", &key, &kit.form_of(&file).await).await;
        let (operator, other) = (kit.person("operator").await, kit.person("operator2").await);
        assert!(matches!(kit.desk.discard_draft(&other, &key).await, Err(Error::NotFound)));
        assert!(kit.has("operator", &file).await);
        kit.desk.discard_draft(&operator, &key).await.expect("discarded");
        kit.desk.discard_draft(&operator, &key).await.expect("gone already");
        assert!(!kit.has("operator", &file).await);
        assert!(kit.desk.draft(&operator, &key).await.expect("read").is_none());
    }

    async fn the_last_five_forms_of_two_weeks_are_offered(kit: Kit) {
        let operator = kit.person("operator").await;
        kit.left("operator", &fresh_key(), &kit.form(&["10000001"])).await;
        kit.left("operator2", &fresh_key(), &kit.form(&["10000001"])).await;
        kit.advance(15 * DAY);
        assert!(kit.desk.unfinished_forms(&operator).await.expect("read").is_empty());
        for players in 1..=6 {
            kit.advance(Duration::from_secs(1));
            kit.left("operator", &fresh_key(), &kit.form_for(players)).await;
        }
        let file = kit.sent("operator", "10000001\n10000002\n").await;
        let form = kit.form_of(&file).await;
        let catalog = kit.desk.catalog(&operator, "moonlit").await.expect("a catalog");
        let list = kit.desk.list_file(&operator, &form, &catalog, "en").await.expect("checked").expect("there");
        assert!(matches!(list.checking, Checking::Done(_)));
        kit.advance(Duration::from_secs(1));
        kit.left("operator", &fresh_key(), &form).await;
        let offered = kit.desk.unfinished_forms(&operator).await.expect("read");
        assert_eq!(offered.iter().map(|one| one.players).collect::<Vec<_>>(), [2, 6, 5, 4, 3]);
    }

    async fn a_form_whose_file_went_into_its_request_is_that_request(kit: Kit) {
        let file = kit.sent("operator", "10000001\n10000002\n").await;
        let (form, key) = (kit.form_of(&file).await, fresh_key());
        let first = kit.try_submit("operator", &form, &key).await.expect("the desk works").expect("accepted");
        assert!(!kit.has("operator", &file).await);
        let again = kit.try_submit("operator", &form, &key).await.expect("the desk works").expect("accepted");
        assert_eq!(first.id, again.id);
        let sent_again = kit.sent("operator", "10000001\n10000002\n").await;
        let form = kit.form_of(&sent_again).await;
        let again = kit.try_submit("operator", &form, &key).await.expect("the desk works").expect("accepted");
        assert_eq!(first.id, again.id);
        assert_eq!(kit.number("select count(*) from uploads").await, 0);
        let refused = kit.try_submit("operator", &form, &fresh_key()).await.expect("the desk works");
        assert!(refused.is_err(), "a request was made of a file that is gone");
    }
}
