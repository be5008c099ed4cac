/// Authentication codes: digests that only those can compute who know a key. Source: RFC 2104.
package enum HMAC {
  /// Returns the HMAC-SHA256 of bytes.
  package static func sha256(_ bytes: [UInt8], key: [UInt8]) -> Digest {
    var key = key.count > SHA256.blockSize ? SHA256.hash(key).bytes : key
    key += [UInt8](repeating: 0, count: SHA256.blockSize - key.count)
    var inner = SHA256()
    inner.update(key.map { $0 ^ 0x36 })
    inner.update(bytes)
    var outer = SHA256()
    outer.update(key.map { $0 ^ 0x5C })
    outer.update(inner.finalize().bytes)
    return outer.finalize()
  }
}
