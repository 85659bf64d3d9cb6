/// Why something about people is not done. The page says it beside the field, in the person's words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    #[error("a user has a user name")]
    UsernameMissing,
    #[error("a user name has at most {} characters and no blanks or invisible characters", super::NAME_LENGTH)]
    UsernameUnfit,
    #[error("the user name is taken")]
    UsernameTaken,
    #[error("a name is required")]
    NameMissing,
    #[error("a name has at most {} characters", super::NAME_LENGTH)]
    NameLong,
    #[error("a name has no invisible characters")]
    NameUnseen,
    #[error("a password has at least {} characters", super::PASSWORD_LENGTH)]
    PasswordShort,
    #[error("a password has at most {} characters", super::PASSWORD_LONGEST)]
    PasswordLong,
    #[error("the password is wrong, or the account is locked")]
    PasswordWrong,
    #[error("the code is wrong, was used before, or the account is locked")]
    CodeWrong,
    #[error("a role of this name exists")]
    RoleTaken,
    #[error("somebody else changed the role meanwhile")]
    RoleOvertaken,
    #[error("the role is retired")]
    RoleRetired,
    #[error("a disabled account gets no link")]
    Disabled,
    #[error("nobody disables their own account")]
    OwnAccount,
    #[error("nobody gives up their last permission to administer")]
    OwnLastAdmin,
    #[error("somebody must administer every game")]
    LastAdmin,
    #[error("there is no such language, theme or time zone")]
    UnknownSetting,
    #[error("there is no such time zone")]
    UnknownTimeZone,
}
