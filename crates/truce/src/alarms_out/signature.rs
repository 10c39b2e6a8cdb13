//! HMAC-SHA256 (RFC 2104), by which a receiver knows that a webhook is ours.

use sha2::{Digest as _, Sha256};

/// The length of a block of SHA-256, in bytes.
const BLOCK: usize = 64;

/// The code of a message under a key.
#[must_use]
pub fn hmac_sha256(key: &[u8], message: &[u8]) -> [u8; 32] {
    let mut block = [0_u8; BLOCK];
    let digest: [u8; 32] = Sha256::digest(key).into();
    let key = if key.len() > BLOCK { &digest[..] } else { key };
    for (place, byte) in block.iter_mut().zip(key) {
        *place = *byte;
    }
    let inner =
        Sha256::new().chain_update(block.map(|byte| byte ^ 0x36)).chain_update(message).finalize();
    Sha256::new().chain_update(block.map(|byte| byte ^ 0x5c)).chain_update(inner).finalize().into()
}

/// The header's value: `sha256=` and the code in hexadecimal.
#[must_use]
pub fn header(key: &[u8], message: &[u8]) -> String {
    let code: String = hmac_sha256(key, message).iter().map(|byte| format!("{byte:02x}")).collect();
    format!("sha256={code}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_codes_are_those_of_rfc_4231() {
        let cases: [(&[u8], &[u8], &str); 3] = [
            (
                &[0x0b; 20],
                b"Hi There",
                "sha256=b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7",
            ),
            (
                b"Jefe",
                b"what do ya want for nothing?",
                "sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
            ),
            (
                &[0xaa; 131],
                b"Test Using Larger Than Block-Size Key - Hash Key First",
                "sha256=60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54",
            ),
        ];
        for (key, message, expected) in cases {
            assert_eq!(header(key, message), expected);
        }
    }
}
