import Digests

/// Digests of texts, by which equal texts are recognized.
package enum TextDigest {
  /// Returns the SHA-256 digest of a text in hexadecimal digits.
  package static func sha256(_ text: String) -> String {
    SHA256.hash(text).hexadecimal
  }
}
