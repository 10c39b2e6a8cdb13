//! Random numbers from the system, for keys and for names: the only place where they are drawn.

use zeroize::Zeroizing;

use crate::failure::{Failure, Outcome};

/// Random bytes.
///
/// # Errors
/// If the system gives none.
pub fn bytes<const N: usize>() -> Outcome<Zeroizing<[u8; N]>> {
    let mut bytes = Zeroizing::new([0; N]);
    getrandom::fill(&mut bytes[..])
        .map_err(|fault| Failure::cannot(format!("the system gives no random numbers: {fault}")))?;
    Ok(bytes)
}

/// A name that nothing else has: 16 hexadecimal digits.
///
/// # Errors
/// If the system gives no random numbers.
pub fn name() -> Outcome<String> {
    Ok(bytes::<8>()?.iter().map(|byte| format!("{byte:02x}")).collect())
}
