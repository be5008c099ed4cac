/// Marks the colour escapes of a prompt, so that libedit does not count them as columns.
enum PromptText {
  private static let mark: Unicode.Scalar = "\u{1}"
  private static let escape: Unicode.Scalar = "\u{1B}"

  /// Returns the prompt with a mark before and after every run of `ESC [ … letter`.
  ///
  /// libedit ignores a marked run at the very end of a prompt. Such a run is moved before the last
  /// visible character, which at most loses its colour.
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

  /// Splits a prompt into alternating pieces of escapes and visible text.
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

  /// Returns true if a scalar ends a control sequence: a letter, `~` and the like, but not `[`.
  private static func ends(_ scalar: Unicode.Scalar) -> Bool {
    scalar != "[" && ("@"..."~").contains(scalar)
  }
}
