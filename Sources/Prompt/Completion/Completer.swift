import Diagnostics
import Language

/// Says what may stand at the cursor. It asks nobody: all it knows is the text and the context.
package enum Completer {
  /// What may stand at a UTF-8 offset of a text, each once, sorted, all replacing the same stretch.
  package static func complete(
    text: String, cursor: Int, context: CompletionContext
  ) -> [Completion] {
    let site = CompletionSite(text: text, cursor: cursor)
    let candidates = Candidates(context)
    var found: [CompletionTopic.Rank: [Candidate]] = [:]
    var besides: [Candidate] = []
    for topic in site.topics where isTaken(topic, by: site.verb, in: context) {
      let matching = candidates.of(topic, typed: site.typed).filter {
        matches($0.text, site.typed)
      }
      if let rank = topic.rank(besideFields: site.takesFields) {
        found[rank, default: []] += matching
      } else {
        besides += matching
      }
    }
    let nearest = found.filter { !$0.value.isEmpty }.min { $0.key < $1.key }?.value ?? []
    return sorted(nearest + besides).map {
      Completion($0.text, $0.description, replacing: site.span, ending: $0.ending)
    }
  }

  /// Whether the verb takes a clause; what is no clause is taken.
  private static func isTaken(
    _ topic: CompletionTopic, by verb: Verb?, in context: CompletionContext
  ) -> Bool {
    guard case .keyword(let keyword) = topic, keyword.role == .clause,
      let clauses = verb.flatMap({ context.clauses[$0] })
    else { return true }
    return clauses.contains(keyword.phrase)
  }

  /// Each text once, the first of its kind.
  private static func sorted(_ candidates: [Candidate]) -> [Candidate] {
    var known: Set<String> = []
    return candidates.filter { known.insert($0.text).inserted }.sorted { $0.text < $1.text }
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
