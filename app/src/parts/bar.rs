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
    fn numbers(&self) -> [i64; 4] {
        [self.succeeded, self.failed, self.unknown, self.unsent]
    }

    /// Where the parts of the bar begin and how wide they are, in hundredths of a percent. A part that is there is
    /// seen, however small, and a small gap stands between two.
    fn parts(&self) -> [(i64, i64); 4] {
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
fn percent(hundredths: i64) -> String {
    format!("{}.{:02}%", hundredths / 100, hundredths % 100)
}

/// Parts of a whole: what succeeded, what did not, and what nobody knows. The figures beside it say the same.
#[component]
pub fn Bar(figures: Figures) -> impl IntoView {
    let [succeeded, failed, unknown, _] = figures.parts();
    view! {
        <svg class="bar" aria-hidden="true" preserveAspectRatio="none">
            <defs>
                <pattern id="hatch" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
                    <path class="hatch" data-tone="odd" d="M0 0v5"></path>
                </pattern>
            </defs>
            <rect data-tone="good" x=percent(succeeded.0) width=percent(succeeded.1) height="100%"></rect>
            <rect data-tone="bad" x=percent(failed.0) width=percent(failed.1) height="100%"></rect>
            <rect x=percent(unknown.0) width=percent(unknown.1) height="100%" fill="url(#hatch)"></rect>
        </svg>
    }
}

#[cfg(test)]
mod tests {
    use super::Figures;

    #[test]
    fn the_parts_of_a_bar_fill_it_and_the_smallest_is_seen() {
        let parts = Figures { succeeded: 29_999, failed: 1, unknown: 0, unsent: 0 }.parts();
        assert!(parts[1].1 >= 80 && parts[2].1 == 0);
        let end = parts[1].0 + parts[1].1;
        assert!((9_990..=10_000).contains(&end), "ends at {end}");
        assert_eq!(Figures { succeeded: 0, failed: 0, unknown: 0, unsent: 0 }.parts(), [(0, 0); 4]);
    }
}
