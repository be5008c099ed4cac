import Diagnostics
import Language

/// Where the cursor is: what may stand there, and what of it has been typed.
struct CompletionSite {
  var topics: [CompletionTopic]
  var typed: String
  var span: Span
  init(text: String, cursor: Int) {
    topics = []
    typed = ""
    span = Span(cursor, cursor)
  }
}
