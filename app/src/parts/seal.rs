use leptos::prelude::*;

use crate::parts::icon::Icon;
use crate::t;

/// The fingerprint of what is approved, in groups of four digits.
#[component]
pub fn Seal(seal: String, children: Children) -> impl IntoView {
    let lines = in_fours(&seal).chunks(4).map(|line| view! { <span>{line.join(" ")}</span> }).collect_view();
    view! {
        <section class="panel seal">
            <h2><Icon name="lock"/>{t!("seal-title")}</h2>
            <code>{lines}</code>
            <small>{children()}</small>
        </section>
    }
}

fn in_fours(seal: &str) -> Vec<String> {
    seal.as_bytes().chunks(4).map(|group| String::from_utf8_lossy(group).into_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::in_fours;

    #[test]
    fn a_seal_is_read_in_groups_of_four() {
        assert_eq!(in_fours("9f3c71e04b"), ["9f3c", "71e0", "4b"]);
    }
}
