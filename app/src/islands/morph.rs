//! Makes a part of the page what it says now, and leaves alone what a person has done to it.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement, Node};

/// Things that are the person's: what is unfolded, and what is typed or ticked.
const THEIRS: [&str; 3] = ["open", "value", "checked"];

pub fn morph(old: &Element, new: &Element) {
    attributes(old, new);
    if !matches!(&*old.tag_name(), "TEXTAREA" | "SELECT" | "LEPTOS-ISLAND" | "SCRIPT" | "NOSCRIPT") {
        children(old, new);
    }
}

fn attributes(old: &Element, new: &Element) {
    let hidden = old.dyn_ref::<HtmlInputElement>().is_some_and(|input| input.type_() == "hidden");
    let is_theirs = |name: &str| THEIRS.contains(&name) && !hidden && !matches!(&*old.tag_name(), "BUTTON" | "DATA");
    let names = |element: &Element| -> Vec<String> {
        element.get_attribute_names().iter().filter_map(|name| name.as_string()).collect()
    };
    for name in names(new).into_iter().filter(|name| !is_theirs(name)) {
        let value = new.get_attribute(&name);
        if old.get_attribute(&name) != value {
            let _ = old.set_attribute(&name, &value.unwrap_or_default());
        }
    }
    for name in names(old).into_iter().filter(|name| !is_theirs(name) && !new.has_attribute(name)) {
        let _ = old.remove_attribute(&name);
    }
}

fn children(old: &Element, new: &Element) {
    let fresh = new.child_nodes();
    let fresh: Vec<Node> = (0..fresh.length()).filter_map(|i| fresh.item(i)).collect();
    let mut at = old.first_child();
    for fresh in fresh {
        while let Some(kept) = at.take_if(|at| is_kept(at)) {
            at = kept.next_sibling();
        }
        match keyed(at.as_ref(), &fresh).or_else(|| at.clone().filter(|at| are_alike(at, &fresh))) {
            Some(same) => {
                if at.as_ref() != Some(&same) {
                    let _ = old.insert_before(&same, at.as_ref());
                } else {
                    at = same.next_sibling();
                }
                match (same.dyn_ref(), fresh.dyn_ref()) {
                    (Some(same), Some(fresh)) => morph(same, fresh),
                    _ if same.node_value() != fresh.node_value() => same.set_node_value(fresh.node_value().as_deref()),
                    _ => {}
                }
            }
            None => {
                let _ = old.insert_before(&fresh, at.as_ref());
            }
        }
    }
    while let Some(left) = at {
        at = left.next_sibling();
        if !is_kept(&left) {
            let _ = old.remove_child(&left);
        }
    }
}

/// A word that is said once stays until the person goes on.
fn is_kept(node: &Node) -> bool {
    node.dyn_ref::<Element>().is_some_and(|element| element.class_list().contains("flash"))
}

fn key(node: &Node) -> Option<String> {
    node.dyn_ref::<Element>()?.get_attribute("data-key")
}

/// The one of these siblings that is about the same thing.
fn keyed(from: Option<&Node>, fresh: &Node) -> Option<Node> {
    let wanted = key(fresh)?;
    std::iter::successors(from.cloned(), Node::next_sibling).find(|node| key(node).as_ref() == Some(&wanted))
}

fn are_alike(old: &Node, new: &Node) -> bool {
    let of = |node: &Node| {
        let element: Option<&Element> = node.dyn_ref();
        (node.node_name(), element.map(|element| (element.id(), element.get_attribute("data-key"))))
    };
    of(old) == of(new)
}
