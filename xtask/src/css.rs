//! One stylesheet out of `style/main.css` and the files that it imports into its layers.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

/// Reads the main stylesheet and puts every imported file in place of its `@import`.
pub fn bundle(main: &Path) -> Result<String> {
    let directory = main.parent().context("the stylesheet has no directory")?;
    let read = |name: &str| {
        let path = directory.join(name);
        fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))
    };
    let main = fs::read_to_string(main).with_context(|| format!("cannot read {}", main.display()))?;
    inline(&main, read)
}

fn inline(main: &str, read: impl Fn(&str) -> Result<String>) -> Result<String> {
    let mut bundle = String::new();
    for line in without_comments(main).lines().filter(|line| !line.trim().is_empty()) {
        let Some(import) = line.trim().strip_prefix("@import") else {
            bundle.extend([line, "\n"]);
            continue;
        };
        let Some((file, layer)) = file_and_layer(import) else {
            bail!(r#"not understood: `{line}`; write `@import "./file.css" layer(name);`"#);
        };
        let content = without_comments(&read(file)?);
        if content.contains("@import") {
            bail!("{file} imports another file: only the main stylesheet may");
        }
        bundle.push_str(&format!("@layer {layer} {{\n"));
        content.lines().filter(|line| !line.trim().is_empty()).for_each(|line| bundle.extend([line, "\n"]));
        bundle.push_str("}\n");
    }
    Ok(bundle)
}

fn file_and_layer(import: &str) -> Option<(&str, &str)> {
    let (file, layer) = import.trim_start().strip_prefix("\"./")?.strip_suffix(");")?.split_once("\" layer(")?;
    let is_name = |name: &str| name.chars().all(|letter| letter.is_alphanumeric() || "-_.".contains(letter));
    (is_name(file) && is_name(layer)).then_some((file, layer))
}

/// Drops the comments that stand free. One that touches a word stays, as it may be what holds two words apart.
fn without_comments(css: &str) -> String {
    let mut kept = String::with_capacity(css.len());
    let mut quote = None;
    let mut rest = css;
    while let Some(letter) = rest.chars().next() {
        let stands_free =
            kept.chars().next_back().is_none_or(|before| before.is_whitespace() || "{};".contains(before));
        let length = match (quote, letter) {
            (None, '/') if rest.starts_with("/*") => {
                let length = rest[2..].find("*/").map_or(rest.len(), |end| end + 4);
                if stands_free {
                    rest = &rest[length..];
                    continue;
                }
                length
            }
            (Some(_), '\\') => 1 + rest[1..].chars().next().map_or(0, char::len_utf8),
            (None, '"' | '\'') => {
                quote = Some(letter);
                1
            }
            (Some(open), _) if open == letter => {
                quote = None;
                1
            }
            _ => letter.len_utf8(),
        };
        kept.push_str(&rest[..length]);
        rest = &rest[length..];
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bundled(main: &str) -> Result<String> {
        inline(main, |name| Ok(format!("/* {name} */\n.a {{ color: red }}\n")))
    }

    #[test]
    fn imports_become_layers() -> Result<()> {
        let css =
            bundled("@layer base, print;\n\n@import \"./base.css\" layer(base);\n@import \"./p.css\" layer(print);\n")?;
        assert_eq!(
            css,
            "@layer base, print;\n@layer base {\n.a { color: red }\n}\n@layer print {\n.a { color: red }\n}\n"
        );
        Ok(())
    }

    #[test]
    fn other_imports_are_refused() {
        for import in [
            "@import \"./base.css\";",
            "@import url(base.css) layer(base);",
            "@import \"https://example.com/base.css\" layer(base);",
            "@import \"./base.css\" layer(base) print;",
            "@import \"./../base.css\" layer(base); @import \"./x.css\" layer(base);",
        ] {
            assert!(bundled(import).is_err(), "{import}");
        }
        assert!(inline("@import \"./a.css\" layer(a);", |_| Ok("@import \"./b.css\";".into())).is_err());
    }

    #[test]
    fn only_free_comments_are_dropped() {
        assert_eq!(without_comments("a { /* why */b: c }"), "a { b: c }");
        assert_eq!(without_comments("margin: 1px/**/2px"), "margin: 1px/**/2px");
        assert_eq!(without_comments(r#"content: "\" /* 별 */"; /* end"#), r#"content: "\" /* 별 */"; "#);
    }
}
