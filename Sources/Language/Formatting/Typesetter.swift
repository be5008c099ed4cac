import Diagnostics

/// Makes layouts of the syntax tree and inserts the comments where a line can end.
struct Typesetter {
  var comments: CommentPool
  /// True within `${…}`, where variables are written without `$`.
  var writesBareVariables = false

  init(_ comments: CommentPool) { self.comments = comments }

  /// One element of a sequence, such as a member, a term or a clause, with its place.
  struct Item {
    var layout: Layout
    var span: Span
  }

  /// The comments before an item, each on a line of its own, and those after it.
  struct Attached {
    var leading: [Comment] = []
    var trailing: [Comment] = []
  }

  // MARK: Sequences in brackets and after commas

  /// Returns elements separated by commas, each laid out by a function, with the comments around
  /// them. `start` is where the sequence begins, `end` where its closing bracket is, or where it
  /// ends without one.
  mutating func row<Element>(
    _ elements: [Element], from start: Int, to end: Int, span: (Element) -> Span,
    _ layout: (inout Typesetter, Element) -> Layout
  ) -> Layout {
    var parts: [Layout] = []
    var previousEnd = start
    for (index, element) in elements.enumerated() {
      let span = span(element)
      if index > 0 { parts.append(.text(",")) }
      parts += trailing(comments.takeTrailing(previousEnd, to: span.start))
      if index > 0 { parts.append(.line) }
      parts += leading(comments.take(from: previousEnd, to: span.start))
      parts.append(layout(&self, element))
      parts += trailing(comments.take(from: span.start, to: span.end))
      previousEnd = span.end
    }
    parts += trailing(comments.takeTrailing(previousEnd, to: end))
    for comment in comments.take(from: previousEnd, to: end) {
      parts += [.hardLine, .comment(comment)]
    }
    return .sequence(parts)
  }

  /// Returns elements within brackets, on lines of their own if they do not fit on one.
  mutating func bracketed<Element>(
    _ elements: [Element], in brackets: (String, String), spaced: Bool = false, at span: Span,
    of elementSpan: (Element) -> Span, _ layout: (inout Typesetter, Element) -> Layout
  ) -> Layout {
    let opening = trailing(
      comments.takeTrailing(span.start, to: elements.first.map(elementSpan)?.start ?? span.end))
    let inner = row(elements, from: span.start, to: span.end, span: elementSpan, layout)
    if elements.isEmpty, !inner.breaks, opening.isEmpty { return .text(brackets.0 + brackets.1) }
    let edge = spaced ? Layout.line : .softLine
    return .group(
      .text(brackets.0), .sequence(opening), .indented(elements.isEmpty ? .empty : edge, inner),
      edge, .text(brackets.1))
  }

  func leading(_ comments: [Comment]) -> [Layout] {
    comments.flatMap { [.comment($0), .hardLine] }
  }

  func trailing(_ comments: [Comment]) -> [Layout] {
    comments.map { .trailing($0.text) }
  }
}
