use crate::failure::Failure;

pub async fn success() -> Result<(), Failure> {
    Err(Failure::NotFound)
}

pub async fn failure() -> Result<(), Failure> {
    Err(Failure::NotFound)
}
