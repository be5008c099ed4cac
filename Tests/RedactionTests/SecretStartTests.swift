import Testing

@testable import Redaction

@Suite struct SecretStartTests {
  private static let pieces = [
    "sk_live_", "sk_test_", "rkcs_test_", "whsec_", "_secret_", "://connect.stripe.com/",
    "://billing.stripe.com/p/session/", "postgres://", "postgresql://ann:", "?password=",
    "&password=", "@host", "abcdefgh0123", "\"", "\":", ": ", "s", "sk", "_", ":", "é", "{", ",",
  ].map { Array($0.utf8) }

  @Test(arguments: 0..<40)
  func `no secret begins at a place that is passed`(seed: Int) {
    var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 &+ 1
    func next(_ count: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % count
    }
    let bytes = (0..<60).flatMap { _ in Self.pieces[next(Self.pieces.count)] }
    var position = 0
    while position < bytes.count {
      let found = SecretStart.first(from: position, in: bytes) ?? bytes.count
      for passed in position..<found {
        #expect(SecretMark.secret(at: passed, in: bytes) == nil)
        #expect(URLPassword.secret(at: passed, in: bytes) == nil)
      }
      position = found + 1
    }
  }

  @Test(arguments: [
    ("sk_test_12345678", "sk_test_********"), ("x sk_test_12345678 y", "x sk_test_******** y"),
    (#"{"a":"pi_1_secret_abcdefghijkl"}"#, #"{"a":"pi_1_secret_************"}"#),
    ("postgres://ann:pass@h/b", "postgres://ann:****@h/b"),
    ("postgres://:pass@h/b", "postgres://:****@h/b"),
    ("postgres://h/b?password=pass", "postgres://h/b?password=****"), ("", ""), (":", ":"),
  ])
  func masks(text: String, masked: String) {
    #expect(SecretMask.masked(text) == masked)
  }
}
