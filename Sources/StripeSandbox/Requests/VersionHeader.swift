/// The API version that a request asks for.
enum VersionHeader {
  /// The version of `Stripe-Version`; nil where there is none.
  ///
  /// - Throws: 400 where it is no version at all: "2026-10-28.endive" is one.
  static func read(_ headers: [String: String]) throws(SandboxError) -> APIVersion? {
    guard let text = headers["stripe-version"] else { return nil }
    if let version = APIVersion(text) { return version }
    var error = SandboxError("Invalid Stripe API version: \(text)")
    error.isBeforeExecution = true
    error.hasLog = false
    throw error
  }
}
