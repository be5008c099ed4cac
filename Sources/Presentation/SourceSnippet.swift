import Diagnostics

/// The source line of a diagnostic as a terminal shows it, and the position of the carets.
struct SourceSnippet {
  let position: Position
  /// The line with tabs expanded, control characters escaped and cut to the width.
  let line: String
  /// The number of columns before the first caret.
  let caretColumn: Int
  let caretCount: Int

  /// The replacement of a tab in any position of a line.
  private static let tab = "    "

  /// The number of bytes before and after a place within which a long line is considered.
  private static let reach = 2_000

  /// Creates the snippet of a diagnostic, or nil if the source text is empty.
  /// - Parameter width: the maximum width of the line with its gutter in columns; nil for no limit.
  init?(_ diagnostic: Diagnostic, width: Int?) {
    let source = diagnostic.source
    guard !source.text.isEmpty else { return nil }
    let span = Self.visible(diagnostic.span, in: source.text)
    let position = source.position(of: span.start)
    guard let line = source.range(ofLine: position.line) else { return nil }
    let near = Self.near(span.start, line, in: source.text)
    let cells = Self.cells(near.text, startingAt: near.start)
    let before = cells.prefix { $0.offset < span.start }
    let marked = cells.dropFirst(before.count).prefix { $0.offset < span.end }
    let gutter = String(position.line).count + 4
    let window = Window(
      cells: cells, marked: before.count..<(before.count + marked.count),
      isCut: (near.start > line.lowerBound, near.start + near.text.utf8.count < line.upperBound),
      width: width.map { max(20, $0 - gutter) })
    self.position = position
    self.line = window.text
    caretColumn = window.caretColumn
    caretCount = window.caretCount
  }

  /// Moves an empty span in trailing white space to the end of the last visible character.
  private static func visible(_ span: Span, in text: String) -> Span {
    let count = text.utf8.count
    let start = min(max(span.start, 0), count)
    let trailing = text.utf8.reversed().prefix { $0 <= UInt8(ascii: " ") }.count
    let end = count - trailing
    guard span.start == span.end, start > end, end > 0 else {
      return Span(start, min(max(span.end, start), count))
    }
    return Span(end, end)
  }

  /// Returns the part of a line around a place; all of it unless the line is very long.
  private static func near(
    _ place: Int, _ line: Range<Int>, in text: String
  ) -> (start: Int, text: Substring) {
    let bytes = text.utf8
    let middle = min(max(place, line.lowerBound), line.upperBound)
    let range = max(line.lowerBound, middle - reach)..<min(line.upperBound, middle + reach)
    let start = bytes.character(at: range.lowerBound)
    let end = bytes.character(at: range.upperBound)
    return (bytes.distance(from: bytes.startIndex, to: start), text[start..<end])
  }

  private static func cells(_ line: Substring, startingAt start: Int) -> [Cell] {
    var offset = start
    return line.map { character in
      defer { offset += character.utf8.count }
      let text = character == "\t" ? tab : TerminalText.sanitised(String(character))
      return Cell(text: text, width: DisplayWidth.of(text), offset: offset)
    }
  }

  /// A character of the source in the form in which it is shown.
  struct Cell {
    let text: String
    let width: Int
    /// The offset of its first byte in the whole text.
    let offset: Int
  }
}

/// The part of a line that is shown if the whole line is too long.
private struct Window {
  let text: String
  let caretColumn: Int
  let caretCount: Int

  /// Creates the part of a line around the marked cells.
  /// - Parameter isCut: true for each end at which the line continues beyond the cells.
  init(
    cells: [SourceSnippet.Cell], marked: Range<Int>, isCut: (before: Bool, after: Bool),
    width: Int?
  ) {
    let shown = Self.shown(cells, marked, width)
    let head = isCut.before || shown.lowerBound > 0 ? "…" : ""
    let tail = isCut.after || shown.upperBound < cells.count ? "…" : ""
    text = head + cells[shown].map(\.text).joined() + tail
    let start = max(shown.lowerBound, marked.lowerBound)
    caretColumn = head.count + Self.width(cells[shown.lowerBound..<max(start, shown.lowerBound)])
    caretCount = max(1, Self.width(cells[marked.clamped(to: shown)]))
  }

  private static func width(_ cells: ArraySlice<SourceSnippet.Cell>) -> Int {
    cells.reduce(0) { $0 + $1.width }
  }

  /// Returns the cells to show: the marked ones first, then more on both sides in turn while they
  /// fit.
  private static func shown(
    _ cells: [SourceSnippet.Cell], _ marked: Range<Int>, _ width: Int?
  ) -> Range<Int> {
    guard let width, Self.width(cells[...]) > width else { return cells.indices }
    var room = width - 2
    var end = marked.lowerBound
    while end < marked.upperBound, cells[end].width <= room {
      room -= cells[end].width
      end += 1
    }
    var start = marked.lowerBound
    var grew = true
    while grew {
      grew = false
      if start > 0, cells[start - 1].width <= room {
        start -= 1
        room -= cells[start].width
        grew = true
      }
      if end < cells.count, cells[end].width <= room {
        room -= cells[end].width
        end += 1
        grew = true
      }
    }
    return start..<end
  }
}

extension String.UTF8View {
  /// Returns the index at which the code point that contains an offset begins.
  fileprivate func character(at offset: Int) -> Index {
    var index = index(startIndex, offsetBy: offset)
    while index < endIndex, self[index] & 0xC0 == 0x80 { index = self.index(before: index) }
    return index
  }
}
