/// Marks the colour escapes of a prompt, so that the editor does not count them as columns.
enum PromptText {
  private static let mark: Unicode.Scalar = "\u{1}"
  private static let escape: Unicode.Scalar = "\u{1B}"

  /// The prompt with every run of `ESC [ … letter` between two marks.
  ///
  /// A marked run has to stand before a visible character: libedit forgets one at the very end.
  /// It moves before the last visible character, which costs that one its colour at most.
  static func marked(_ prompt: String) -> String {
    var pieces = pieces(of: prompt)
    if let last = pieces.last, last.isEscape, pieces.count > 1 {
      pieces.removeLast()
      var before = pieces.removeLast().scalars
      let visible = before.popLast()
      pieces.append(Piece(isEscape: false, scalars: before))
      pieces.append(last)
      pieces.append(Piece(isEscape: false, scalars: visible.map { [$0] } ?? []))
    }
    var result = String.UnicodeScalarView()
    for piece in pieces where !piece.scalars.isEmpty {
      result.append(contentsOf: piece.isEscape ? [mark] + piece.scalars + [mark] : piece.scalars)
    }
    return String(result)
  }

  private struct Piece {
    var isEscape: Bool
    var scalars: [Unicode.Scalar]
  }

  /// Runs of escapes and of visible text, taking turns; neighbouring escapes are one piece.
  private static func pieces(of prompt: String) -> [Piece] {
    var pieces: [Piece] = []
    var isInside = false
    for scalar in prompt.unicodeScalars where scalar != mark {
      let isEscape = isInside || scalar == escape
      if pieces.last?.isEscape == isEscape {
        pieces[pieces.count - 1].scalars.append(scalar)
      } else {
        pieces.append(Piece(isEscape: isEscape, scalars: [scalar]))
      }
      isInside = isEscape && !(isInside && ends(scalar))
    }
    return pieces
  }

  /// Whether a scalar ends a control sequence: a letter, `~` or their like, but not its `[`.
  private static func ends(_ scalar: Unicode.Scalar) -> Bool {
    scalar != "[" && ("@"..."~").contains(scalar)
  }
}
