import Diagnostics

/// Makes layouts of the syntax tree, and puts the comments in where a line may end.
struct Typesetter {
  var comments: CommentPool
  /// Within `${…}`, where variables go without their `$`.
  var writesBareVariables = false

  init(_ comments: CommentPool) { self.comments = comments }

  /// One of several things in a row: a member, a term, a clause.
  struct Item {
    var layout: Layout
    var span: Span
  }

  /// The comments that stand before an item, each on a line of its own, and behind one.
  struct Attached {
    var leading: [Comment] = []
    var trailing: [Comment] = []
  }

  // MARK: Rows of things in brackets and after commas

  /// Things separated by commas, each made by a function, comments put at their sides. `start` is
  /// where the row begins, `end` where its bracket closes, or where it ends without one.
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

  /// A row within brackets, on lines of its own where it does not fit.
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
