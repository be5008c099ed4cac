/// Checks paths of Stripe's API that users give to `request`.
enum APIPath {
  /// Refuses everything but a plain path below the API's host: another could send the key
  /// elsewhere.
  static func check(_ path: String) throws(RequestFlaw) {
    guard path.hasPrefix("/"), !path.hasPrefix("//") else {
      throw .path("a path must start with one slash: /v1/refunds")
    }
    let isPlain = { (byte: UInt8) in byte > 0x20 && byte < 0x7f && !"\\#\"<>".utf8.contains(byte) }
    guard path.utf8.allSatisfy(isPlain) else {
      throw .path("a path must not contain blanks or any of \\ # \" < >")
    }
    let place = path.prefix { $0 != "?" }
    guard !place.contains("@") else { throw .path("a path must not contain @ before its query") }
    let segments = place.split(separator: "/", omittingEmptySubsequences: false)
    guard !segments.contains(where: isDots) else {
      throw .path("a path must not contain `.` or `..`")
    }
  }

  /// Returns true for `.` and `..`, also percent-encoded: both lead to another path.
  private static func isDots(_ segment: Substring) -> Bool {
    [".", ".."].contains(segment.lowercased().replacing("%2e", with: "."))
  }
}
