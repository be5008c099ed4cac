/// The API version that a request asks for.
enum VersionHeader {
  /// - Throws: 400 where `Stripe-Version` is no version at all: "2026-10-28.endive" is one.
  static func check(_ headers: [String: String]) throws(SandboxError) {
    guard let version = headers["stripe-version"], !isVersion(version) else { return }
    var error = SandboxError("Invalid Stripe API version: \(version)")
    error.isBeforeExecution = true
    error.hasLog = false
    throw error
  }

  /// A date, and since 2024 the name of a release; previews add versions of single features.
  private static func isVersion(_ text: String) -> Bool {
    let version = text.prefix { $0 != ";" }
    let parts = version.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    guard let date = parts.first, isDate(date) else { return false }
    guard parts.count == 2 else { return true }
    return !parts[1].isEmpty
      && parts[1].utf8.allSatisfy { (0x61...0x7A).contains($0) || $0 == 0x5F }
  }

  private static func isDate(_ text: Substring) -> Bool {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.map(\.utf8.count) == [4, 2, 2], parts.allSatisfy({ $0.utf8.allSatisfy(isDigit) }),
      let month = Int(parts[1]), let day = Int(parts[2])
    else { return false }
    return (1...12).contains(month) && (1...31).contains(day)
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
