//! `Content-Encoding` undone by us, within the size limit, so that the headers stay as received.
//!
//! Decoders are pulled through a limited reader: a body that unpacks to more than the limit is given
//! up as soon as it does, whatever it would have become.

use std::io::{self, BufReader, Read};

use url::Url;

use super::FetchError;

/// What we ask for; every name here is one [`decoder`] knows.
pub(super) const ACCEPTED: &str = "gzip, deflate, br, zstd";

/// RFC 8878 asks decoders for 8 MiB of window and lets them refuse more.
const ZSTD_WINDOW_LOG: u32 = 23;

/// Decodes away from the async threads; bodies without an encoding are handed back at once.
pub(super) async fn decode_off_thread(
    url: &Url,
    headers: &[(String, String)],
    body: Vec<u8>,
    max_bytes: u64,
) -> Result<Vec<u8>, FetchError> {
    let encodings = declared(headers);
    // A redirect target or an error page may declare an encoding and send nothing.
    if encodings.is_empty() || body.is_empty() {
        return Ok(body);
    }
    let url = url.clone();
    tokio::task::spawn_blocking(move || decode(&url, &encodings, body, max_bytes))
        .await
        .expect("decoding neither panics nor is cancelled")
}

/// Encodings in the order they were applied (RFC 9110 §8.4), without `identity`.
fn declared(headers: &[(String, String)]) -> Vec<String> {
    headers
        .iter()
        .filter(|(name, _)| name == "content-encoding")
        .flat_map(|(_, value)| value.split(','))
        .map(|name| name.trim().to_ascii_lowercase())
        .filter(|name| !name.is_empty() && name != "identity")
        .collect()
}

fn decode(url: &Url, encodings: &[String], body: Vec<u8>, max_bytes: u64) -> Result<Vec<u8>, FetchError> {
    let mut body = body;
    for encoding in encodings.iter().rev() {
        let undecodable = |source: Option<io::Error>| FetchError::Undecodable {
            url: url.to_string(),
            encoding: encoding.clone(),
            source,
        };
        let mut decoded = Vec::new();
        decoder(encoding, &body)
            .map_err(|error| undecodable(Some(error)))?
            .ok_or_else(|| undecodable(None))?
            .take(max_bytes.saturating_add(1))
            .read_to_end(&mut decoded)
            .map_err(|error| undecodable(Some(error)))?;
        if decoded.len() as u64 > max_bytes {
            return Err(FetchError::TooLarge { source_name: url.to_string(), limit: max_bytes });
        }
        body = decoded;
    }
    Ok(body)
}

/// A reader that undoes one encoding; `None` for one we do not know.
fn decoder<'a>(encoding: &str, body: &'a [u8]) -> io::Result<Option<Box<dyn Read + 'a>>> {
    Ok(Some(match encoding {
        "gzip" | "x-gzip" => Box::new(flate2::read::MultiGzDecoder::new(body)),
        // The name means the zlib format, yet many servers send bare deflate.
        "deflate" if has_zlib_header(body) => Box::new(flate2::read::ZlibDecoder::new(body)),
        "deflate" => Box::new(flate2::read::DeflateDecoder::new(body)),
        "br" => Box::new(brotli::Decompressor::new(body, 4096)),
        "zstd" => {
            let mut decoder = zstd::stream::read::Decoder::with_buffer(BufReader::new(body))?;
            decoder.window_log_max(ZSTD_WINDOW_LOG)?;
            Box::new(decoder)
        }
        _ => return Ok(None),
    }))
}

/// RFC 1950 §2.2: method 8, and the first two bytes are a multiple of 31.
fn has_zlib_header(body: &[u8]) -> bool {
    matches!(body, [method, flags, ..]
        if method & 0x0f == 8 && (u16::from(*method) * 256 + u16::from(*flags)) % 31 == 0)
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;

    use super::*;

    const TEXT: &[u8] = b"We keep server logs for 30 days. We keep server logs for 30 days.";

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    fn zlib(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    fn raw_deflate(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::DeflateEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    fn brotli(bytes: &[u8]) -> Vec<u8> {
        let mut encoded = Vec::new();
        brotli::CompressorWriter::new(&mut encoded, 4096, 5, 22).write_all(bytes).unwrap();
        encoded
    }

    fn zstd(bytes: &[u8]) -> Vec<u8> {
        zstd::encode_all(bytes, 3).unwrap()
    }

    fn decoded(encodings: &str, body: Vec<u8>, limit: u64) -> Result<Vec<u8>, FetchError> {
        let url = Url::parse("https://policy.test/").unwrap();
        let headers = [("content-encoding".to_owned(), encodings.to_owned())];
        decode(&url, &declared(&headers), body, limit)
    }

    #[test]
    fn every_accepted_encoding_is_undone() {
        for (name, body) in [
            ("gzip", gzip(TEXT)),
            ("X-GZIP", gzip(TEXT)),
            ("deflate", zlib(TEXT)),
            ("deflate", raw_deflate(TEXT)),
            ("br", brotli(TEXT)),
            ("zstd", zstd(TEXT)),
            ("identity", TEXT.to_vec()),
            ("gzip, br", brotli(&gzip(TEXT))),
        ] {
            assert_eq!(decoded(name, body, 1000).unwrap(), TEXT, "{name}");
        }
    }

    #[test]
    fn a_bomb_is_given_up_at_the_limit() {
        let zeros = vec![0; 3_000_000];
        for (name, body) in [
            ("gzip", gzip(&zeros)),
            ("br", brotli(&zeros)),
            ("zstd", zstd(&zeros)),
            ("deflate", zlib(&zeros)),
        ] {
            assert!(body.len() < 20_000, "{name} packs well");
            assert!(
                matches!(decoded(name, body, 1_000_000), Err(FetchError::TooLarge { limit: 1_000_000, .. })),
                "{name}"
            );
        }
    }

    #[test]
    fn a_body_at_the_limit_is_kept() {
        assert_eq!(decoded("gzip", gzip(TEXT), TEXT.len() as u64).unwrap(), TEXT);
        assert!(decoded("gzip", gzip(TEXT), TEXT.len() as u64 - 1).is_err());
    }

    #[test]
    fn broken_and_unknown_encodings_are_told_apart_from_size() {
        let mut cut = gzip(TEXT);
        cut.truncate(cut.len() / 2);
        for (name, body) in [
            ("gzip", cut),
            ("gzip", TEXT.to_vec()),
            ("br", vec![0xff; 40]),
            ("zstd", TEXT.to_vec()),
            ("compress", TEXT.to_vec()),
        ] {
            match decoded(name, body, 1000) {
                Err(FetchError::Undecodable { encoding, .. }) => assert_eq!(encoding, name),
                other => panic!("{name}: {other:?}"),
            }
        }
    }
}
