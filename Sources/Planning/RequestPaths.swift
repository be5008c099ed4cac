import Expressions
import JSON
import StripeCatalog

extension Binder {
  /// Returns the path of a `request`.
  ///
  /// Literal text stays as written. A value in it is encoded as one segment, or as one value of the
  /// query. A value at the start is a path itself, such as the `url` of Stripe's lists.
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

  /// Returns a value encoded for a path. An empty value, or dots only, would lead to another path.
  private func encoded(_ text: String, behind path: String) throws(PlanningError) -> String {
    if !path.contains("?"), ["", ".", ".."].contains(text) {
      throw PlanningError(
        "a value in a path cannot be \(text.isEmpty ? "empty" : "`\(text)`")",
        at: place)
    }
    return PathSegment.encoded(text)
  }
}
