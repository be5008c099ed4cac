import Foundation

/// The parts of an output that may vary from run to run, as a transcript writes them.
enum VaryingPart: String, CaseIterable {
  /// What was made at random: `in_1NXQW…`, `req_…`, an invoice's prefix.
  case id = "<id>"
  /// Unix seconds, or a date with a time.
  case time = "<time>"
  /// Anything within a line; alone on a line, any number of lines.
  case anything = "…"

  var pattern: String {
    switch self {
    case .id: "[A-Za-z0-9_-]{6,}"
    case .time: #"(\d{10}|\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d)?Z?)"#
    case .anything: ".*"
    }
  }
}

/// Output as a transcript expects it, with its varying parts.
struct ExpectedOutput {
  var lines: [String]

  func matches(_ output: [String]) -> Bool { Self.matches(lines[...], output[...]) }

  private static func matches(
    _ expected: ArraySlice<String>, _ output: ArraySlice<String>
  ) -> Bool {
    guard let line = expected.first else { return output.isEmpty }
    let rest = expected.dropFirst()
    if line == VaryingPart.anything.rawValue {
      return (output.startIndex...output.endIndex).contains { matches(rest, output[$0...]) }
    }
    guard let first = output.first, matches(line, first) else { return false }
    return matches(rest, output.dropFirst())
  }

  static func matches(_ expected: String, _ line: String) -> Bool {
    if expected == line { return true }
    guard VaryingPart.allCases.contains(where: { expected.contains($0.rawValue) }) else {
      return false
    }
    var pattern = NSRegularExpression.escapedPattern(for: expected)
    for part in VaryingPart.allCases {
      pattern = pattern.replacingOccurrences(of: part.rawValue, with: part.pattern)
    }
    return line.range(of: "^\(pattern)$", options: .regularExpression) != nil
  }
}
