import StripeSandbox

extension RepeatableDice {
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

extension RepeatableDice {
  /// Upper-case letters and digits.
  func code(_ length: Int) -> String {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789".utf8)
    let bytes = (0..<length).map { _ in alphabet[below(alphabet.count)] }
    return String(decoding: bytes, as: UTF8.self)
  }
}
