use leptos::prelude::*;

/// Where the deliveries of a request are, as a person sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Figures {
    pub succeeded: i64,
    /// Refused by the game, or failed.
    pub failed: i64,
    pub unknown: i64,
    pub unsent: i64,
}

impl Figures {
    /// Their names on the page, in this order.
    pub const NAMES: [&str; 4] = ["succeeded", "failed", "unknown", "unsent"];

    pub fn numbers(&self) -> [i64; 4] {
        [self.succeeded, self.failed, self.unknown, self.unsent]
    }

    /// As it goes to the browser: four numbers.
    pub fn write(&self) -> String {
        self.numbers().map(|number| number.to_string()).join(" ")
    }

    pub fn read(line: &str) -> Option<Figures> {
        let mut numbers = line.split(' ').map(|number| number.parse().ok());
        let mut next = || numbers.next().flatten();
        Some(Figures { succeeded: next()?, failed: next()?, unknown: next()?, unsent: next()? })
    }

    /// Where the parts of the bar begin and how wide they are, in hundredths of a percent. A part that is there is
    /// seen, however small, and a small gap stands between two.
    pub fn parts(&self) -> [(i64, i64); 4] {
        const WHOLE: i64 = 10_000;
        const LEAST: i64 = 80;
        const GAP: i64 = 25;
        let numbers = self.numbers();
        let all = numbers.iter().sum::<i64>().max(1);
        let there = numbers.iter().filter(|number| **number > 0).count() as i64;
        let free = WHOLE - there * LEAST - (there - 1).max(0) * GAP;
        let mut x = 0;
        numbers.map(|number| {
            if number == 0 {
                return (x, 0);
            }
            let part = (x, LEAST + free * number / all);
            x += part.1 + GAP;
            part
        })
    }
}

/// Hundredths of a percent as SVG reads them.
pub fn percent(hundredths: i64) -> String {
    format!("{}.{:02}%", hundredths / 100, hundredths % 100)
}

/// Moves the bar and the figures of its children while a request is delivered, or says how far its review is, and shows
/// the page anew when that is over.
#[island]
pub fn Progress(no: i64, children: Children) -> impl IntoView {
    #[cfg(feature = "hydrate")]
    Effect::new(move |_| live::watch(no));
    #[cfg(not(feature = "hydrate"))]
    let _ = no;
    children()
}

#[cfg(feature = "hydrate")]
mod live {
    use leptos::prelude::*;
    use wasm_bindgen::JsCast;
    use wasm_bindgen::closure::Closure;
    use web_sys::{Element, EventSource, HtmlTextAreaElement, MessageEvent};

    use super::{Figures, percent};

    pub fn watch(no: i64) {
        let Ok(source) = EventSource::new(&format!("/requests/{no}/progress")) else { return };
        let closing = source.clone();
        let heard = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            let news = event.data().as_string().unwrap_or_default();
            if let Some(words) = news.strip_prefix("review ") {
                if let Some(running) = found("[data-review=running]") {
                    running.set_text_content(Some(words));
                }
                return;
            }
            match news.split_once(' ').and_then(|(state, figures)| Some((state, Figures::read(figures)?))) {
                Some((state, figures)) => show(state, &figures),
                None => {
                    closing.close();
                    end();
                }
            }
        });
        source.set_onmessage(Some(heard.as_ref().unchecked_ref()));
        // It listens as long as the page lives.
        heard.forget();
    }

    /// Shows the page anew, unless that would lose what somebody has begun to write or to tick.
    fn end() {
        let note = found("textarea[name=note]").and_then(|note| note.dyn_into::<HtmlTextAreaElement>().ok());
        let is_busy = note.is_some_and(|note| !note.value().is_empty()) || found("[name=seen]:checked").is_some();
        match found("[data-review=over]").filter(|_| is_busy) {
            Some(over) => {
                let _ = over.toggle_attribute_with_force("hidden", false);
            }
            None => {
                let _ = window().location().reload();
            }
        }
    }

    fn found(selector: &str) -> Option<Element> {
        document().query_selector(selector).ok().flatten()
    }

    fn show(state: &str, figures: &Figures) {
        const KNOWN: [&str; 2] = ["approved", "delivering"];
        for known in KNOWN.into_iter().filter(|_| KNOWN.contains(&state)) {
            if let Ok(Some(badge)) = document().query_selector(&format!("[data-while={known}]")) {
                let _ = badge.toggle_attribute_with_force("hidden", known != state);
            }
        }
        for (i, name) in Figures::NAMES.into_iter().enumerate() {
            if let Ok(Some(figure)) = document().query_selector(&format!("[data-figure={name}]")) {
                figure.set_text_content(Some(&grantdesk::number::grouped(figures.numbers()[i])));
            }
            if let Ok(Some(part)) = document().query_selector(&format!("[data-part={name}]")) {
                let (x, width) = figures.parts()[i];
                let _ = part.set_attribute("x", &percent(x));
                let _ = part.set_attribute("width", &percent(width));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Figures;

    #[test]
    fn what_goes_to_the_browser_is_read_there() {
        let figures = Figures { succeeded: 3, failed: 2, unknown: 1, unsent: 0 };
        assert_eq!(Figures::read(&figures.write()), Some(figures));
        assert_eq!(Figures::read("over"), None);
    }

    #[test]
    fn the_parts_of_a_bar_fill_it_and_the_smallest_is_seen() {
        let parts = Figures { succeeded: 29_999, failed: 1, unknown: 0, unsent: 0 }.parts();
        assert!(parts[1].1 >= 80 && parts[2].1 == 0);
        let end = parts[1].0 + parts[1].1;
        assert!((9_990..=10_000).contains(&end), "ends at {end}");
        assert_eq!(Figures { succeeded: 0, failed: 0, unknown: 0, unsent: 0 }.parts(), [(0, 0); 4]);
    }
}
