//! Pages that move by themselves: each says what it shows, and hears when that has changed.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::time::Duration;

use crate::app::App;
use crate::failure::Failure;
use crate::visitor::Visitor;

/// What a page shows that may change while somebody looks at it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Topic {
    /// Nothing but what stands around every page.
    Frame,
    /// Everything that happens.
    Desk,
    Request(i64),
    /// What one person is told.
    Notifications,
}

impl Topic {
    pub fn name(self) -> String {
        match self {
            Topic::Frame => "frame".into(),
            Topic::Desk => "desk".into(),
            Topic::Request(no) => format!("request-{no}"),
            Topic::Notifications => "notifications".into(),
        }
    }

    pub fn parse(name: &str) -> Option<Topic> {
        match name {
            "frame" => Some(Topic::Frame),
            "desk" => Some(Topic::Desk),
            "notifications" => Some(Topic::Notifications),
            _ => name.strip_prefix("request-")?.parse().ok().map(Topic::Request),
        }
    }

    /// How often the desk looks whether it has changed.
    pub fn pause(self) -> Duration {
        match self {
            Topic::Frame => Duration::from_secs(5),
            Topic::Desk | Topic::Notifications => Duration::from_secs(2),
            Topic::Request(_) => Duration::from_millis(500),
        }
    }
}

/// A topic as one person sees it now. Taken before the page is loaded, so that nothing is missed between the two.
#[derive(Clone, Debug)]
pub struct Live {
    pub topic: Topic,
    /// Requests that wait for the person's decision.
    pub waiting: i64,
    /// What the person was told and has not read.
    pub unread: i64,
    /// The same as long as nothing has changed.
    pub mark: String,
}

impl Live {
    /// # Errors
    /// `NotFound` for a request that the person does not see.
    pub async fn of(app: &App, visitor: &Visitor, topic: Topic) -> Result<Live, Failure> {
        let (desk, person) = (&app.desk, &visitor.person);
        let waiting = desk.waiting_for(person).await?;
        let unread = desk.unread(person).await?;
        let mut hasher = DefaultHasher::new();
        (waiting, unread).hash(&mut hasher);
        match topic {
            Topic::Frame => {}
            // Ages and figures of the last minutes change even when nothing happens.
            Topic::Desk => (desk.pulse().await?, desk.now() / 60_000).hash(&mut hasher),
            Topic::Notifications => desk.last_notified(person).await?.hash(&mut hasher),
            Topic::Request(no) => {
                let request = desk.request(person, no).await?;
                let review = desk.review_of(person, no).await?;
                format!("{:?} {:?} {review:?}", request.state, request.counts).hash(&mut hasher);
            }
        }
        Ok(Live { topic, waiting, unread, mark: format!("{:016x}", hasher.finish()) })
    }
}

#[cfg(test)]
mod tests {
    use super::Topic;

    #[test]
    fn a_topic_is_read_by_its_name() {
        for topic in [Topic::Frame, Topic::Desk, Topic::Request(12), Topic::Notifications] {
            assert_eq!(Topic::parse(&topic.name()), Some(topic));
        }
        assert_eq!(Topic::parse("request-"), None);
    }
}
