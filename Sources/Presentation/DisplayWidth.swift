/// The number of columns that text takes on a terminal.
package enum DisplayWidth {
  /// Returns the width of a text on one line. Control characters count as 0: they are to be
  /// replaced by `TerminalText.sanitised` first.
  package static func of(_ text: some StringProtocol) -> Int {
    if text.utf8.allSatisfy({ 0x20..<0x7F ~= $0 }) { return text.utf8.count }
    return text.reduce(0) { $0 + of($1) }
  }

  /// Returns the width of a character, which may consist of several code points: 0, 1 or 2.
  package static func of(_ character: Character) -> Int {
    let scalars = character.unicodeScalars
    guard let first = scalars.first(where: { width(of: $0) > 0 }) else { return 0 }
    // U+FE0F selects the emoji form of a character that also has a text form: ❤️ instead of ❤.
    let isPicture = scalars.contains("\u{FE0F}") && first.properties.isEmoji && !first.isASCII
    let isKeycap = scalars.contains("\u{20E3}")
    return isPicture || isKeycap ? 2 : width(of: first)
  }

  private static func width(of scalar: Unicode.Scalar) -> Int {
    if scalar.isASCII { return 0x20..<0x7F ~= scalar.value ? 1 : 0 }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format, .control, .lineSeparator, .paragraphSeparator:
      return 0
    default:
      break
    }
    // Vowels and final consonants of decomposed Hangul combine with the consonant before them.
    if 0x1160...0x11FF ~= scalar.value { return 0 }
    return isWide(scalar) ? 2 : 1
  }

  private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
    guard scalar.value >= 0x1100 else { return false }
    return scalar.properties.isEmojiPresentation
      || wideRanges.contains { $0.contains(scalar.value) }
  }

  /// East Asian wide and full-width characters (W and F in Unicode's EastAsianWidth), without
  /// emoji, which have a property of their own.
  private static let wideRanges: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x2329...0x232A, 0x2E80...0x303E, 0x3041...0x3247, 0x3250...0x4DBF,
    0x4E00...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19,
    0xFE30...0xFE6F, 0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x16FE0...0x18CFF, 0x1AFF0...0x1B2FF,
    0x1F200...0x1F2FF, 0x20000...0x2FFFD, 0x30000...0x3FFFD,
  ]
}
