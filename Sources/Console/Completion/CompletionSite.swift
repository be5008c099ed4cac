import Diagnostics
import Language

/// Where the cursor is: what may stand there, and what of it has been typed.
struct CompletionSite {
  let topics: [CompletionTopic]
  /// The verb of the operation the cursor is in.
  let verb: Verb?
  let typed: String
  /// What a completion replaces, up to the cursor.
  let span: Span
  /// Whether a field may stand there.
  let takesFields = false

  /// Nothing is offered as long as the parser does not say what it expects.
  init(text: String, cursor: Int) {
    topics = []
    verb = WrittenStatement(text.utf8.prefix(max(0, cursor))).target()?.verb
    typed = ""
    span = Span(cursor, cursor)
  }
}
