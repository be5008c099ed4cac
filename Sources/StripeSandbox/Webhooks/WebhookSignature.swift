import Digests

/// The signature by which a receiver knows that a delivery is genuine: the HMAC-SHA256 of the
/// time and the body. Source: Stripe's documentation of webhook signatures.
package enum WebhookSignature {
  /// The header that carries the signature.
  package static let headerName = "Stripe-Signature"

  /// The value of the header.
  ///
  /// - Parameter time: when it is sent, in Unix seconds; receivers refuse old ones.
  package static func header(of body: [UInt8], secret: String, time: Int) -> String {
    "t=\(time),v1=\(signature(of: body, secret: secret, time: time))"
  }

  static func signature(of body: [UInt8], secret: String, time: Int) -> String {
    HMAC.sha256(Array("\(time).".utf8) + body, key: Array(secret.utf8)).hexadecimal
  }
}
