/// Text with possible line breaks; `LayoutPrinter` chooses which of them to use.
struct Layout: Sendable {
  indirect enum Kind: Sendable {
    case text(String)
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

  private init(_ kind: Kind, breaks: Bool) {
    self.kind = kind
    self.breaks = breaks
  }

  static let empty = Layout.sequence([])
  static let line = Layout(.line, breaks: false)
  static let softLine = Layout(.softLine, breaks: false)
  static let hardLine = Layout(.hardLine, breaks: true)
  static let blankLine = Layout(.blankLine, breaks: true)

  static func text(_ text: String) -> Layout { Layout(.text(text), breaks: false) }

  /// Returns a comment on its own line; the caller adds the line end.
  static func comment(_ comment: Comment) -> Layout { Layout(.text(comment.text), breaks: true) }

  static func trailing(_ text: String) -> Layout { Layout(.trailing(text), breaks: true) }

  static func sequence(_ parts: [Layout]) -> Layout {
    Layout(.sequence(parts), breaks: parts.contains(where: \.breaks))
  }

  static func indented(_ parts: Layout...) -> Layout {
    Layout(.indented(.sequence(parts)), breaks: parts.contains(where: \.breaks))
  }

  static func group(_ parts: Layout...) -> Layout {
    Layout(.group(.sequence(parts)), breaks: parts.contains(where: \.breaks))
  }

  static func choice(_ first: Layout, _ second: Layout) -> Layout {
    Layout(.choice(first, second), breaks: first.breaks && second.breaks)
  }

  static func + (left: Layout, right: Layout) -> Layout { .sequence([left, right]) }

  static func + (left: String, right: Layout) -> Layout { .text(left) + right }

  static func + (left: Layout, right: String) -> Layout { left + .text(right) }
}
