import StripeCatalog

/// The dependencies of a sandbox: clock, randomness and catalog.
struct SandboxEnvironment: Sendable {
  let resources: Resources
  /// Unix seconds.
  let clock: @Sendable () -> Int
  /// 64 even bits.
  let randomness: @Sendable () -> UInt64
  /// Where customers find their pages.
  let pages = PageAddresses()
  /// How unpaid invoices are collected.
  var billing = BillingSettings()

  var eventNames: EventNames { resources.eventNames }

  private static let letters = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789".utf8)

  /// Letters and digits, as in Stripe's ids.
  func randomText(_ length: Int, from alphabet: [UInt8] = letters) -> String {
    var text: [UInt8] = []
    text.reserveCapacity(length)
    var bits: UInt64 = 0
    for index in 0..<length {
      if index % 8 == 0 { bits = randomness() }
      text.append(alphabet[Int(bits & 0xFF) % alphabet.count])
      bits >>= 8
    }
    return String(decoding: text, as: UTF8.self)
  }
}
