import CDigests

/// A SHA-256 digest of bytes that come in pieces. A copy goes on by itself.
package struct SHA256: Sendable {
  private var state = cdigests_sha256_begin()

  /// The length of a block of the algorithm, in bytes.
  static let blockSize = 64

  /// Creates the digest of no bytes.
  package init() {}

  /// Adds bytes.
  package mutating func update(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes { cdigests_sha256_add(&state, $0.baseAddress, $0.count) }
  }

  /// Returns the digest of all bytes so far.
  package func finalize() -> Digest {
    var state = state
    let bytes = [UInt8](unsafeUninitializedCapacity: Digest.size) { buffer, count in
      guard let start = buffer.baseAddress else { return }
      cdigests_sha256_end(&state, start)
      count = Digest.size
    }
    return Digest(bytes: bytes)
  }

  /// Returns the digest of bytes.
  package static func hash(_ bytes: [UInt8]) -> Digest {
    var hash = SHA256()
    hash.update(bytes)
    return hash.finalize()
  }

  /// Returns the digest of a text in UTF-8.
  package static func hash(_ text: String) -> Digest { hash(Array(text.utf8)) }
}
