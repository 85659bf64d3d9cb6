use crate::failure::Failure;

pub async fn show() -> Result<(), Failure> {
    Err(Failure::NotFound)
}
