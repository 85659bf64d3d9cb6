//! Files as people send them.

use grantdesk::people::Person;
use grantdesk::upload::Upload;

use super::Kit;

impl Kit {
    /// A file that came whole.
    pub async fn uploaded(&self, who: &Person, name: &str, bytes: &[u8]) -> Upload {
        let mut receiving = self.desk.receive(who, name).await.expect("room for a file");
        for piece in bytes.chunks(64 * 1024) {
            receiving.add(piece).await.expect("taken");
        }
        receiving.finish().await.expect("whole")
    }
}
