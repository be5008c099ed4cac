import Synchronization

/// A reproducible random number generator (SplitMix64, with its constants).
final class SeedDice: Sendable {
  private let state: Mutex<UInt64>

  init(_ seed: UInt64) {
    state = Mutex(seed)
  }

  func roll() -> UInt64 {
    state.withLock { state in
      state &+= 0x9E37_79B9_7F4A_7C15
      var mixed = state
      mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
      return mixed ^ (mixed >> 31)
    }
  }

  /// From 0 up to but not including a bound.
  func below(_ bound: Int) -> Int { bound > 0 ? Int(roll() % UInt64(bound)) : 0 }

  func happens(_ percent: Int) -> Bool { below(100) < percent }

  func pick<Element>(_ elements: [Element]) -> Element? {
    elements.isEmpty ? nil : elements[below(elements.count)]
  }
}

extension SeedDice {
  /// An amount as shops ask it: ends in 00, 50 or 99, and has no decimals in yen.
  func amount(in currency: String) -> Int {
    let whole = 1 + below(happens(10) ? 2_000 : 200)
    if currency == "jpy" { return whole * 100 }
    return whole * 100 + (pick([0, 0, 50, 99]) ?? 0)
  }

  /// A new customer: the name of a person or a company, and a unique email address.
  func person(_ number: Int) -> (name: String, email: String) {
    let family = pick(SeedWords.familyNames) ?? ""
    let name =
      happens(30)
      ? "\(pick(SeedWords.companies) ?? "") \(pick(SeedWords.kinds) ?? "")"
      : "\(pick(SeedWords.givenNames) ?? "") \(family)"
    let letters = family.lowercased().unicodeScalars.filter { ("a"..."z").contains($0) }
    let mailbox = String(String.UnicodeScalarView(letters))
    return (name, "\(mailbox)\(number)@\(pick(SeedWords.domains) ?? "")")
  }
}

extension SeedDice {
  /// Upper-case letters and digits.
  func code(_ length: Int) -> String {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789".utf8)
    let bytes = (0..<length).map { _ in alphabet[below(alphabet.count)] }
    return String(decoding: bytes, as: UTF8.self)
  }
}
