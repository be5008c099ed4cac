/// Why no path could be made.
public enum APIPathError: Error, Sendable, Hashable {
  /// The template names a parameter there is no value for.
  case missingValue(parameter: String)
  /// An empty id or one made of dots alone would address something else than one object.
  case unusableValue(parameter: String, value: String)
  /// The path is no path of an API: the reason is one plain phrase.
  case malformed(path: String, reason: String)
}

/// Paths of Stripe's API: templates like `/v1/invoices/{invoice}/lines/{line_item_id}` filled in.
public enum APIPath {
  /// Fills the parameters of a template by name; each value becomes one percent-encoded segment.
  public static func expand(
    _ template: String, _ values: [String: String]
  ) throws(APIPathError) -> String {
    var segments: [String] = []
    for segment in split(template) {
      guard let name = parameterName(of: segment) else {
        segments.append(String(segment))
        continue
      }
      guard let value = values[name] else { throw .missingValue(parameter: name) }
      segments.append(try encode(value, for: name))
    }
    return segments.joined(separator: "/")
  }

  /// Fills the parameters of a template in the order they stand in; more values are ignored.
  public static func expand(
    _ template: String, _ values: [String]
  ) throws(APIPathError) -> String {
    let named = zip(parameters(of: template), values)
    return try expand(template, Dictionary(named) { first, _ in first })
  }

  /// The names in a template's braces, left to right.
  public static func parameters(of template: String) -> [String] {
    split(template).compactMap(parameterName)
  }

  /// Checks a path that came from outside, as `request` takes it. Whatever is no plain path below
  /// the API's host could carry the key to another one.
  public static func validate(_ path: String) throws(APIPathError) {
    guard path.hasPrefix("/"), !path.hasPrefix("//") else {
      throw .malformed(path: path, reason: "a path starts with one slash: /v1/refunds")
    }
    guard path.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f && !"\\#@\"<>".utf8.contains($0) }) else {
      throw .malformed(path: path, reason: "a path holds no blanks, and none of \\ # @ \" < >")
    }
    let segments = split(path.prefix { $0 != "?" })
    guard !segments.contains(where: isDots) else {
      throw .malformed(path: path, reason: "a path holds no `.` or `..`")
    }
  }

  private static func encode(_ value: String, for name: String) throws(APIPathError) -> String {
    guard !value.isEmpty, !isDots(value) else {
      throw .unusableValue(parameter: name, value: value)
    }
    return PercentEncoding.encode(value)
  }

  private static func isDots(_ segment: some StringProtocol) -> Bool {
    segment == "." || segment == ".."
  }

  private static func split(_ path: some StringProtocol) -> [Substring] {
    String(path).split(separator: "/", omittingEmptySubsequences: false)
  }

  private static func parameterName(of segment: Substring) -> String? {
    guard segment.count > 2, segment.hasPrefix("{"), segment.hasSuffix("}") else { return nil }
    return String(segment.dropFirst().dropLast())
  }
}
