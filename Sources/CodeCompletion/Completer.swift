import Diagnostics
import Language

/// Finds completions. The result depends only on the text and the context.
package enum Completer {
  /// Returns the completions at a UTF-8 offset of a text, sorted and without duplicates; all
  /// replace the same span.
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

  /// Returns true unless the topic is a clause that the verb does not take.
  private static func isTaken(
    _ topic: CompletionTopic, by verb: Verb?, in context: CompletionContext
  ) -> Bool {
    guard case .keyword(let keyword) = topic, keyword.role == .clause,
      let clauses = verb.flatMap({ context.clauses[$0] })
    else { return true }
    return clauses.contains(keyword.phrase)
  }

  /// Sorts candidates by their texts; of several with the same text, the first is kept.
  private static func sorted(_ candidates: [Candidate]) -> [Candidate] {
    var known: Set<String> = []
    return candidates.filter { known.insert($0.text).inserted }.sorted { $0.text < $1.text }
  }

  /// Returns true if a candidate begins with the typed text, ignoring case.
  static func matches(_ candidate: String, _ typed: String) -> Bool {
    candidate.utf8.count >= typed.utf8.count
      && zip(candidate.utf8, typed.utf8).allSatisfy { lowercased($0) == lowercased($1) }
  }

  private static func lowercased(_ byte: UInt8) -> UInt8 {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
  }
}
