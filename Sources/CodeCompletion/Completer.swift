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
    for topic in site.topics where isTaken(topic, at: site, in: context) {
      let matching = candidates.of(topic, typed: site.typed).filter { $0.matches(site.typed) }
      if let rank = topic.rank(at: site, in: context.catalog) {
        found[rank, default: []] += matching
      } else {
        besides += matching
      }
    }
    // What is rare is offered once a part of it has been typed.
    if site.typed.isEmpty, site.takesValues { found[.far] = nil }
    let nearest = found.filter { !$0.value.isEmpty }.min { $0.key < $1.key }?.value ?? []
    return sorted(nearest + besides).map {
      Completion($0.text, $0.description, replacing: site.span, ending: $0.ending)
    }
  }

  /// Returns true unless the topic is a clause that the verb does not take, or an operator where a
  /// value is expected.
  private static func isTaken(
    _ topic: CompletionTopic, at site: CompletionSite, in context: CompletionContext
  ) -> Bool {
    if case .keyword(let keyword) = topic, keyword.role == .operator { return !site.takesValues }
    guard case .keyword(let keyword) = topic, keyword.role == .clause,
      let clauses = site.verb.flatMap({ context.clauses[$0] })
    else { return true }
    return clauses.contains(keyword.phrase)
  }

  /// Sorts candidates by their order and texts; of several with the same text, the first is kept.
  private static func sorted(_ candidates: [Candidate]) -> [Candidate] {
    var known: Set<String> = []
    return candidates.filter { known.insert($0.text).inserted }
      .sorted { ($0.order, $0.text) < ($1.order, $1.text) }
  }
}
