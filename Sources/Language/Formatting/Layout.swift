/// Text with places where it may break over lines; the layout's printer chooses which do.
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
    /// A comment that goes to the end of the line, whatever else is still put on it.
    case trailing(String)
    case sequence([Layout])
    /// Two columns further in.
    case indented(Layout)
    /// On one line if it fits there.
    case group(Layout)
    /// The first if its first line fits, else the second.
    case choice(Layout, Layout)
  }

  let kind: Kind
  /// Whether it cannot be put on one line.
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

  /// A comment on a line of its own; a line end has to follow.
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
