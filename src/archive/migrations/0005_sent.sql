-- Exactly the bytes that were sent (RFC 5322), zstd, sealed under the recipient's key; of the last attempt.
ALTER TABLE deliveries ADD COLUMN sent BLOB;
