/// Prints a layout on lines of a given width. Groups that do not fit are broken, outer ones first.
struct LayoutPrinter {
  /// The maximum number of columns of a line, where the text allows it.
  static let width = 100

  private let width: Int
  private var output = ""
  private var column = 0
  /// The indentation of the current line, in columns.
  private var lineIndent = 0
  /// Comments waiting for the end of the line.
  private var pending: [String] = []
  private var stack: [Frame]

  private struct Frame {
    var indent: Int
    var isFlat: Bool
    var layout: Layout
  }

  private init(_ layout: Layout, width: Int, isFlat: Bool) {
    self.width = width
    stack = [Frame(indent: 0, isFlat: isFlat, layout: layout)]
  }

  /// Returns the text of a layout, without a final line end.
  static func print(_ layout: Layout, width: Int = LayoutPrinter.width) -> String {
    var printer = LayoutPrinter(layout, width: width, isFlat: false)
    return printer.print()
  }

  /// Returns the text of a layout on a single line.
  static func printFlat(_ layout: Layout) -> String {
    var printer = LayoutPrinter(layout, width: .max, isFlat: true)
    return printer.print()
  }

  private mutating func print() -> String {
    while let frame = stack.popLast() {
      switch frame.layout.kind {
      case .text(let text, let columns):
        output += text
        column += columns
      case .line where frame.isFlat:
        output += " "
        column += 1
      case .softLine where frame.isFlat: break
      case .line, .softLine, .hardLine: endLine(frame.indent)
      case .blankLine:
        endLine(0)
        endLine(frame.indent)
      case .trailing(let comment): pending.append(comment)
      case .sequence(let parts):
        for part in parts.reversed() { push(part, frame) }
      case .indented(let inner):
        stack.append(Frame(indent: frame.indent + 2, isFlat: frame.isFlat, layout: inner))
      case .group(let inner):
        let isFlat = frame.isFlat || !inner.breaks && fits(inner, isFlat: true)
        stack.append(Frame(indent: frame.indent, isFlat: isFlat, layout: inner))
      case .choice(let first, let second):
        push(frame.isFlat || fits(first, isFlat: false) ? first : second, frame)
      }
    }
    flushComments(before: lineIndent)
    return output
  }

  private mutating func push(_ layout: Layout, _ frame: Frame) {
    stack.append(Frame(indent: frame.indent, isFlat: frame.isFlat, layout: layout))
  }

  private mutating func endLine(_ indent: Int) {
    flushComments(before: indent)
    while output.utf8.last == UInt8(ascii: " ") { output.removeLast() }
    output += "\n" + String(repeating: " ", count: indent)
    column = indent
    lineIndent = indent
  }

  /// Writes the waiting comments at the end of the line. Each one after the first gets its own
  /// line.
  private mutating func flushComments(before nextIndent: Int) {
    guard let first = pending.first else { return }
    output += (column > 0 ? "  " : "") + first
    for comment in pending.dropFirst() {
      output += "\n" + String(repeating: " ", count: max(lineIndent, nextIndent)) + comment
    }
    pending = []
  }

  /// Returns true if the layout, with what follows up to the next possible line end, fits on this
  /// line.
  private func fits(_ layout: Layout, isFlat: Bool) -> Bool {
    var remaining = width - column
    var rest = stack.count
    var work = [Frame(indent: 0, isFlat: isFlat, layout: layout)]
    while remaining >= 0 {
      guard let frame = work.popLast() else {
        guard rest > 0 else { return true }
        rest -= 1
        work.append(stack[rest])
        continue
      }
      if frame.isFlat, let columns = frame.layout.columns {
        remaining -= columns
        continue
      }
      switch frame.layout.kind {
      case .text(_, let columns): remaining -= columns
      case .line, .softLine, .hardLine, .blankLine, .trailing: return true
      case .sequence(let parts):
        for part in parts.reversed() {
          work.append(Frame(indent: 0, isFlat: frame.isFlat, layout: part))
        }
      case .indented(let inner), .group(let inner), .choice(let inner, _):
        work.append(Frame(indent: 0, isFlat: frame.isFlat, layout: inner))
      }
    }
    return false
  }
}
