use grantdesk::number::grouped;

/// Words for one and for several; `{n}` stands for the number. They stand at an element of the page as `data-one` and
/// `data-other`, so that the browser can say them of another number.
#[derive(Clone, Debug, Default)]
pub struct Plural {
    pub one: String,
    pub other: String,
}

impl Plural {
    pub fn of(&self, count: usize) -> String {
        let text = if count == 1 { &self.one } else { &self.other };
        text.replace("{n}", &grouped(count as i128))
    }
}
