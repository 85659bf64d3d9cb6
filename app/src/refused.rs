//! Why something about people was not done, in the person's words.

use fluent_bundle::FluentArgs;
use grantdesk::people::{NAME_LENGTH, PASSWORD_LENGTH, PASSWORD_LONGEST, Refused};

use crate::words::{self, Language};

/// What is wrong with one field, to be said below it.
pub const OF_THE_USERNAME: [Refused; 3] = [Refused::UsernameMissing, Refused::UsernameUnfit, Refused::UsernameTaken];
pub const OF_THE_NAME: [Refused; 3] = [Refused::NameMissing, Refused::NameLong, Refused::NameUnseen];
pub const OF_THE_PASSWORD: [Refused; 2] = [Refused::PasswordShort, Refused::PasswordLong];

pub fn refused(language: Language, why: Refused) -> String {
    let mut args = FluentArgs::new();
    let key = match why {
        Refused::UsernameMissing => "refused-username-missing",
        Refused::UsernameUnfit => {
            args.set("most", NAME_LENGTH as i64);
            "refused-username-unfit"
        }
        Refused::UsernameTaken => "refused-username-taken",
        Refused::NameMissing => "refused-name-missing",
        Refused::NameLong => {
            args.set("most", NAME_LENGTH as i64);
            "refused-name-long"
        }
        Refused::NameUnseen => "refused-name-unseen",
        Refused::PasswordShort => {
            args.set("least", PASSWORD_LENGTH as i64);
            "refused-password-short"
        }
        Refused::PasswordLong => {
            args.set("most", PASSWORD_LONGEST as i64);
            "refused-password-long"
        }
        Refused::PasswordWrong => "refused-password-wrong",
        Refused::CodeWrong => "refused-code-wrong",
        Refused::RoleTaken => "refused-role-taken",
        Refused::RoleOvertaken => "refused-role-overtaken",
        Refused::RoleRetired => "refused-role-retired",
        Refused::Disabled => "refused-disabled",
        Refused::OwnAccount => "refused-own-account",
        Refused::OwnLastAdmin => "refused-own-last-admin",
        Refused::LastAdmin => "refused-last-admin",
        Refused::UnknownSetting => "refused-unknown-setting",
        Refused::UnknownTimeZone => "refused-unknown-time-zone",
    };
    words::text(language, key, &args)
}
