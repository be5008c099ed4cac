import Diagnostics
import StripeCatalog

/// The thing that a word in a text names, for editors that show what is below the cursor.
package struct Meaning: Sendable, Hashable {
  /// The name of the thing.
  package let name: String
  /// A short description, such as a type or a purpose; it may be empty.
  package let description: String
  /// The words after `describe` that show all of it; nil if `describe` does not know it.
  package let subject: String?
  /// The span of the word, in UTF-8 offsets.
  package let span: Span
}

extension Completer {
  /// Returns the meaning of the word at a UTF-8 offset of a text; nil if it names nothing known.
  package static func meaning(
    text: String, offset: Int, context: CompletionContext
  ) -> Meaning? {
    let bytes = Array(text.utf8)
    let end = wordEnd(in: bytes, from: min(max(offset, 0), bytes.count))
    let site = CompletionSite(text: text, cursor: end)
    guard !site.typed.isEmpty else { return nil }
    let candidates = Candidates(context)
    let topics = site.topics.enumerated().sorted { left, right in
      let ranks = [left, right].map { $0.element.rank(at: site, in: context.catalog) ?? .usual }
      return ranks[0] == ranks[1] ? left.offset < right.offset : ranks[0] < ranks[1]
    }
    for (_, topic) in topics {
      let found = candidates.of(topic, typed: site.typed).first {
        $0.text.lowercased() == site.typed.lowercased()
      }
      guard let found else { continue }
      return Meaning(
        name: found.text, description: found.description,
        subject: topic.subject(of: found.text, in: context.catalog), span: site.span)
    }
    return nil
  }

  private static func wordEnd(in bytes: [UInt8], from offset: Int) -> Int {
    let rest = bytes[offset...].prefix { byte in
      byte == UInt8(ascii: "_") || Unicode.Scalar(byte).properties.isAlphabetic && byte < 0x80
        || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
    return rest.endIndex
  }
}

extension CompletionTopic {
  /// Returns the words after `describe` for a name of this topic; nil if there are none.
  fileprivate func subject(of name: String, in catalog: Catalog) -> String? {
    switch self {
    case .object, .parent: return name
    case .field(let target, let path), .expandable(let target, let path),
      .parameter(let target, let path, _):
      guard let object = target.object(in: catalog) else { return nil }
      return "\(object.name) \((path + [name]).joined(separator: "."))"
    case .action(let object, _):
      return object.flatMap(catalog.object(named:)).map { "\($0.name) \(name)" }
    case .keyword, .word, .value, .period, .unit, .argument, .id, .setting, .settingValue,
      .function, .variable, .member, .profile, .command, .comparison, .helpTopic, .showTopic,
      .file:
      return nil
    }
  }
}
