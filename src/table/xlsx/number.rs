/// The digits a number in a file means, all of them and without an exponent. Whole numbers are exact, however long.
/// Spreadsheets write 4.1 as `4.0999999999999996`, so broken ones become the shortest digits of the same number. `None`
/// is no number.
pub fn plain(text: &str) -> Option<String> {
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, exponent.strip_prefix('+').unwrap_or(exponent).parse::<i32>().ok()?),
        None => (text, 0),
    };
    let (minus, mantissa) = match mantissa.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", mantissa),
    };
    let (whole, broken) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = [whole, broken].concat();
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) || exponent.unsigned_abs() > 400 {
        return None;
    }
    // Where the point stands in the digits.
    let point = whole.len() as i32 + exponent;
    let rest = digits.get(point.max(0) as usize..).unwrap_or_default();
    if rest.bytes().all(|byte| byte == b'0') && (point >= 0 || digits.bytes().all(|byte| byte == b'0')) {
        let point = point.max(0) as usize;
        let zeros = "0".repeat(point.saturating_sub(digits.len()));
        let whole = [&digits[..point.min(digits.len())], &zeros].concat();
        let whole = whole.trim_start_matches('0');
        return Some(if whole.is_empty() { "0".to_owned() } else { format!("{minus}{whole}") });
    }
    text.parse::<f64>().ok().filter(|number| number.is_finite()).map(|number| number.to_string())
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn numbers_have_all_their_digits_and_no_exponent() {
        for (text, digits) in [
            ("10048273", "10048273"),
            ("1.0048273E7", "10048273"),
            ("1.0048273E+7", "10048273"),
            ("1E+20", "100000000000000000000"),
            ("123456789012345678", "123456789012345678"),
            ("-5", "-5"),
            ("-0", "0"),
            ("0.0", "0"),
            ("10048273.0", "10048273"),
            ("4.0999999999999996", "4.1"),
            ("1.5E-3", "0.0015"),
            ("0E-5", "0"),
        ] {
            assert_eq!(plain(text).as_deref(), Some(digits), "{text}");
        }
        for text in ["", "-", ".", "1E", "E5", "NaN", "1E999", "0x10", "1.2.3", "1E-2147483648"] {
            assert_eq!(plain(text), None, "{text}");
        }
    }
}
