import Crypto

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

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
    let key = SymmetricKey(data: Data(secret.utf8))
    let code = HMAC<SHA256>.authenticationCode(for: Data("\(time).".utf8) + Data(body), using: key)
    return code.map(hex).joined()
  }

  private static func hex(_ byte: UInt8) -> String {
    let text = String(byte, radix: 16)
    return byte < 16 ? "0\(text)" : text
  }
}
