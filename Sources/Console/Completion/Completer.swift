import Diagnostics

/// Says what may stand at the cursor. It asks nobody: all it knows is the text and the context.
public enum Completer {
  /// What may stand at a UTF-8 offset of a text, each once, sorted, all replacing the same stretch.
  public static func complete(
    text: String, cursor: Int, context: CompletionContext
  ) -> [Completion] {
    let site = CompletionSite(text: text, cursor: cursor)
    let candidates = Candidates(context)
    var found: [String: Candidate] = [:]
    for topic in site.topics {
      for candidate in candidates.of(topic, typed: site.typed)
      where matches(candidate.text, site.typed) && found[candidate.text] == nil {
        found[candidate.text] = candidate
      }
    }
    return found.values.sorted { $0.text < $1.text }.map {
      Completion($0.text, $0.description, replacing: site.span, ending: $0.ending)
    }
  }

  /// Whether a candidate goes on from what has been typed, whatever the case of its letters.
  static func matches(_ candidate: String, _ typed: String) -> Bool {
    candidate.utf8.count >= typed.utf8.count
      && zip(candidate.utf8, typed.utf8).allSatisfy { lowercased($0) == lowercased($1) }
  }

  private static func lowercased(_ byte: UInt8) -> UInt8 {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
  }
}
