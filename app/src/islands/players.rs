use leptos::prelude::*;

/// Counts again what the form would send while somebody types: below the list of players how many can be read and which
/// lines cannot, and beside the form how much there is of every item.
#[island]
pub fn Counting() -> impl IntoView {
    #[cfg(feature = "hydrate")]
    browser::follow();
}

#[cfg(feature = "hydrate")]
mod browser {
    use std::cell::{Cell, RefCell};
    use std::rc::Rc;
    use std::time::Duration;

    use grantdesk::number::grouped;
    use grantdesk::request::{Form, FormLine};
    use leptos::prelude::*;
    use web_sys::Element;

    use crate::islands::dom::{all, find, form, listen, say, show};
    use crate::islands::outlook::{Kind, Lines, Listed, Outlook, Rules};

    /// Counts whenever somebody pauses typing, and once now: browsers bring typed text back by themselves.
    pub fn follow() {
        let rules = Rc::new(rules());
        let last = Rc::new(RefCell::new(Outlook::default()));
        let count = move || {
            let Some(form) = typed() else { return };
            let now = Outlook::of(&form, &rules);
            if *last.borrow() != now {
                tell(&now);
                last.replace(now);
            }
        };
        count();
        let Some(form) = form() else { return };
        let (count, pause) = (Rc::new(count), Rc::new(Cell::new(None::<TimeoutHandle>)));
        listen(&form, "input", move |_| {
            if let Some(pause) = pause.take() {
                pause.clear();
            }
            let count = count.clone();
            let typed = move || {
                count();
                // What the page said of the lines was of another text.
                if let Some(hints) = find("[data-hints]") {
                    show(&hints, true);
                }
            };
            pause.set(set_timeout_with_handle(typed, Duration::from_millis(120)).ok());
        });
    }

    /// What the game allows, as the fields of the form say it.
    fn rules() -> Rules {
        let attribute = |element: &Element, name: &str| element.get_attribute(name).unwrap_or_default();
        let number = |element: &Element, name: &str| attribute(element, name).parse().ok();
        let items = all("#items option").into_iter().filter_map(|option| {
            let text = attribute(&option, "value");
            text.split_once(" · ").map(|(code, name)| (code.to_owned(), name.to_owned()))
        });
        let kinds = all("#id-kind option").into_iter().filter_map(|option| {
            Some(Kind {
                code: attribute(&option, "value"),
                charset: attribute(&option, "data-charset"),
                min_length: number(&option, "data-min")?,
                max_length: number(&option, "data-max")?,
            })
        });
        let listed = find("[data-listed]").and_then(|listed| {
            let players = number(&listed, "data-listed")?;
            Some(Listed { players: players as usize, total: number(&listed, "data-total") })
        });
        Rules {
            servers: all("[name=server]:not(.stray *)").iter().map(|server| attribute(server, "value")).collect(),
            items: items.collect(),
            kinds: kinds.collect(),
            listed,
        }
    }

    /// The form as it stands in the page.
    fn typed() -> Option<Form> {
        let data = web_sys::FormData::new_with_form(&form()?).ok()?;
        let text = |name: &str| data.get(name).as_string().unwrap_or_default();
        let texts = |name: &str| data.get_all(name).iter().filter_map(|text| text.as_string()).collect::<Vec<_>>();
        let lines = texts("item").into_iter().zip(texts("quantity"));
        Some(Form {
            servers: texts("server"),
            direction: text("direction"),
            lines: lines.map(|(item, quantity)| FormLine { item, quantity }).collect(),
            id_kind: text("id_kind"),
            players: text("players"),
            keep_first: data.has("keep_first"),
            ..Form::default()
        })
    }

    fn tell(outlook: &Outlook) {
        if let Some(ready) = find("[data-ready]") {
            show(&ready, outlook.lines > 0);
            say(&ready, outlook.players);
        }
        if let Some(none) = find("[data-none]") {
            show(&none, outlook.lines == 0);
        }
        if let Some(of_lines) = find("[data-of-lines]") {
            show(&of_lines, outlook.lines > outlook.players);
            say(&of_lines, outlook.lines);
        }
        for (name, lines) in outlook.hints() {
            hint(name, lines);
        }
        for (name, count) in outlook.product() {
            if let Some(figure) = find(&format!("[data-count={name}]")) {
                figure.set_text_content(Some(&grouped(count as i128)));
                if let Some(noun) = figure.next_element_sibling() {
                    say(&noun, count);
                }
            }
        }
        totals(outlook);
    }

    fn hint(name: &str, lines: &Lines) {
        let Some(hint) = find(&format!("[data-lines={name}]")) else { return };
        show(&hint, lines.count > 0);
        if let Ok(Some(problem)) = hint.query_selector("strong") {
            say(&problem, lines.count);
        }
        if let Some(named) = hint.query_selector("[data-named]").ok().flatten() {
            say(&named, lines.count);
            let text = named.text_content().unwrap_or_default();
            named.set_text_content(Some(&text.replace("{lines}", &lines.names())));
        }
    }

    fn totals(outlook: &Outlook) {
        let (Some(nothing), Some(list)) = (find("[data-nothing]"), find("[data-totals]")) else { return };
        let told = outlook.tells();
        show(&nothing, !told);
        show(&list, told);
        for row in all("[data-totals] > div:not(.total)") {
            row.remove();
        }
        let Some(last) = list.last_element_child() else { return };
        for total in &outlook.totals {
            let made = |name: &str, text: &str| {
                let element = document().create_element(name).ok()?;
                element.set_text_content(Some(text));
                Some(element)
            };
            let (Some(row), Some(item), Some(amount)) =
                (made("div", ""), made("dt", &total.item), made("dd", &total.amount))
            else {
                return;
            };
            amount.set_class_name("num");
            let _ = amount.set_attribute("data-way", &outlook.direction);
            let _ = row.append_with_node_2(&item, &amount);
            let _ = last.before_with_node_1(&row);
        }
        if let Some(deliveries) = find("[data-deliveries]") {
            deliveries.set_text_content(Some(&grouped(outlook.deliveries() as i128)));
        }
    }
}
