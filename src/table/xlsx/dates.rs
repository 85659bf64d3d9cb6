use jiff::civil::date;
use jiff::{SignedDuration, Unit};

/// From when a workbook counts its days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Epoch {
    Year1900,
    Year1904,
}

/// A number as the date or time it is shown as: `2026-11-22`, `2026-11-22 16:30:00`, `16:30:00`. `None` is a number that
/// no date is.
pub fn readable(days: f64, epoch: Epoch) -> Option<String> {
    let start = match epoch {
        // Spreadsheets believe that there was a 29th of February in 1900.
        Epoch::Year1900 if days < 60.0 => date(1899, 12, 31),
        Epoch::Year1900 => date(1899, 12, 30),
        Epoch::Year1904 => date(1904, 1, 1),
    };
    // The end of the year 9999.
    if !(0.0..2_958_466.0).contains(&days) {
        return None;
    }
    let since = SignedDuration::try_from_secs_f64(days * 86_400.0).ok()?;
    let at = start.at(0, 0, 0, 0).checked_add(since).ok()?.round(Unit::Second).ok()?;
    Some(if days < 1.0 {
        at.strftime("%H:%M:%S").to_string()
    } else if at.time() == jiff::civil::Time::midnight() {
        at.strftime("%Y-%m-%d").to_string()
    } else {
        at.strftime("%Y-%m-%d %H:%M:%S").to_string()
    })
}

#[cfg(test)]
mod tests {
    use super::{Epoch, readable};

    #[test]
    fn numbers_become_the_dates_a_spreadsheet_shows() {
        let shown = |days, epoch| readable(days, epoch);
        assert_eq!(shown(1.0, Epoch::Year1900).as_deref(), Some("1900-01-01"));
        assert_eq!(shown(59.0, Epoch::Year1900).as_deref(), Some("1900-02-28"));
        assert_eq!(shown(61.0, Epoch::Year1900).as_deref(), Some("1900-03-01"));
        assert_eq!(shown(46_348.0, Epoch::Year1900).as_deref(), Some("2026-11-22"));
        assert_eq!(shown(46_348.687_5, Epoch::Year1900).as_deref(), Some("2026-11-22 16:30:00"));
        assert_eq!(shown(44_886.0, Epoch::Year1904).as_deref(), Some("2026-11-22"));
        assert_eq!(shown(0.5, Epoch::Year1900).as_deref(), Some("12:00:00"));
        assert_eq!(shown(-1.0, Epoch::Year1900), None);
        assert_eq!(shown(f64::NAN, Epoch::Year1900), None);
    }
}
