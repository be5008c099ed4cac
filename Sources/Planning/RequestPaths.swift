import Expressions
import JSON
import StripeCatalog

extension Binder {
  /// The path that a `request` is for.
  ///
  /// What its text says stays as written; a value within it is one segment, or one value of the
  /// query, whatever it holds. A value that the path begins with is a path itself, as lists of
  /// Stripe's tell theirs in `url`.
  func path(_ scalar: Scalar) throws(PlanningError) -> String {
    let path =
      if case .concatenation(let parts) = scalar { try joined(parts) } else {
        try value(scalar).string ?? ""
      }
    guard path.hasPrefix("/v1/") || path.hasPrefix("/v2/") else {
      throw PlanningError("a path must start with `/v1/` or `/v2/`", at: place)
    }
    return path
  }

  private func joined(_ parts: [Scalar]) throws(PlanningError) -> String {
    var path = ""
    for part in parts {
      let text = try value(.concatenation([part])).string ?? ""
      let isWritten = path.isEmpty || part.constant != nil
      path += isWritten ? text : try encoded(text, behind: path)
    }
    return path
  }

  /// Nothing, or dots alone, would make the path one of another thing.
  private func encoded(_ text: String, behind path: String) throws(PlanningError) -> String {
    if !path.contains("?"), ["", ".", ".."].contains(text) {
      throw PlanningError(
        "a value in a path cannot be \(text.isEmpty ? "empty" : "`\(text)`")",
        at: place)
    }
    return PathSegment.encoded(text)
  }
}
