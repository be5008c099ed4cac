/// Text with possible line breaks; `LayoutPrinter` chooses which of them to use.
struct Layout: Sendable {
  indirect enum Kind: Sendable {
    /// A text, and its number of characters.
    case text(String, columns: Int)
    /// A space, or a line end where the group around it is broken.
    case line
    /// Nothing, or a line end where the group around it is broken.
    case softLine
    /// A line end.
    case hardLine
    /// A line end and an empty line.
    case blankLine
    /// A comment that moves to the end of the line, after everything else on that line.
    case trailing(String)
    case sequence([Layout])
    /// A layout indented by two columns.
    case indented(Layout)
    /// A layout that is printed on one line if it fits there.
    case group(Layout)
    /// The first layout if its first line fits, otherwise the second.
    case choice(Layout, Layout)
  }

  let kind: Kind
  /// True if the layout cannot be printed on one line.
  let breaks: Bool
  /// The number of columns that the layout takes on one line, with the first of each choice; nil
  /// if a line ends in it.
  let columns: Int?

  private init(_ kind: Kind, breaks: Bool, columns: Int?) {
    self.kind = kind
    self.breaks = breaks
    self.columns = columns
  }

  private init(text: String, breaks: Bool) {
    let columns = Self.columns(of: text)
    self.init(.text(text, columns: columns), breaks: breaks, columns: columns)
  }

  /// Creates a layout of parts that stand one after another.
  private init(_ parts: [Layout], as kind: Kind) {
    var columns: Int? = 0
    for part in parts {
      guard let sum = columns, let more = part.columns else {
        columns = nil
        break
      }
      columns = sum + more
    }
    self.init(kind, breaks: parts.contains(where: \.breaks), columns: columns)
  }

  /// The number of a text's characters. Of ASCII each byte is one, unless a return comes before a
  /// line end, which most texts need not be broken into characters to see.
  private static func columns(of text: String) -> Int {
    let isPlain = text.utf8.allSatisfy { $0 < 0x80 && $0 != 0x0D }
    return isPlain ? text.utf8.count : text.count
  }

  static let empty = Layout.sequence([])
  static let line = Layout(.line, breaks: false, columns: 1)
  static let softLine = Layout(.softLine, breaks: false, columns: 0)
  static let hardLine = Layout(.hardLine, breaks: true, columns: nil)
  static let blankLine = Layout(.blankLine, breaks: true, columns: nil)

  static func text(_ text: String) -> Layout { Layout(text: text, breaks: false) }

  /// Returns a comment on its own line; the caller adds the line end.
  static func comment(_ comment: Comment) -> Layout { Layout(text: comment.text, breaks: true) }

  static func trailing(_ text: String) -> Layout {
    Layout(.trailing(text), breaks: true, columns: nil)
  }

  static func sequence(_ parts: [Layout]) -> Layout { Layout(parts, as: .sequence(parts)) }

  static func indented(_ parts: Layout...) -> Layout {
    Layout(parts, as: .indented(.sequence(parts)))
  }

  static func group(_ parts: Layout...) -> Layout { Layout(parts, as: .group(.sequence(parts))) }

  static func choice(_ first: Layout, _ second: Layout) -> Layout {
    Layout(
      .choice(first, second), breaks: first.breaks && second.breaks, columns: first.columns)
  }

  static func + (left: Layout, right: Layout) -> Layout { .sequence([left, right]) }

  static func + (left: String, right: Layout) -> Layout { .text(left) + right }

  static func + (left: Layout, right: String) -> Layout { left + .text(right) }
}
