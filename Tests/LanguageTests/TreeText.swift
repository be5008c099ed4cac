import Diagnostics

@testable import Language

/// A syntax tree as text without its spans: two trees with the same text mean the same.
enum TreeText {
  static func of(_ statements: [Statement]) -> String {
    statements.map { describe($0) }.joined(separator: "\n")
  }

  static func of(_ source: String) -> String { of(Parser.parse(source).program.statements) }

  private static func describe(_ value: Any) -> String {
    switch value {
    case is Span: return ""
    case let text as String: return text.debugDescription
    case let number as Int: return String(number)
    case let flag as Bool: return String(flag)
    default: break
    }
    let mirror = Mirror(reflecting: value)
    let children = mirror.children.filter { !($0.value is Span) }
    switch mirror.displayStyle {
    case .optional: return children.first.map { describe($0.value) } ?? "nil"
    case .collection: return "[" + children.map { describe($0.value) }.joined(separator: ", ") + "]"
    case .enum:
      guard let payload = children.first, let name = payload.label else { return "\(value)" }
      return name + "(" + describe(payload.value) + ")"
    default:
      let parts = children.map { ($0.label ?? "") + ":" + describe($0.value) }
      return "(" + parts.joined(separator: " ") + ")"
    }
  }
}

extension Parser {
  static func parse(_ text: String, mode: ParseMode = .script) -> ParseResult {
    parse(SourceText(name: "test", text: text), mode: mode)
  }
}
