/// How many columns of a terminal a text takes.
package enum DisplayWidth {
  /// The width of a text on one line. Control characters count as nothing: they are for
  /// `TerminalText.sanitised` to replace beforehand.
  package static func of(_ text: some StringProtocol) -> Int {
    if text.utf8.allSatisfy({ 0x20..<0x7F ~= $0 }) { return text.utf8.count }
    return text.reduce(0) { $0 + of($1) }
  }

  /// The width of one character, however many code points it is made of.
  package static func of(_ character: Character) -> Int {
    let scalars = character.unicodeScalars
    guard let first = scalars.first(where: { width(of: $0) > 0 }) else { return 0 }
    // U+FE0F asks for the picture where there is a picture and a sign: ❤️ beside ❤.
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
    // The vowels and tails of decomposed Hangul join the consonant before them.
    if 0x1160...0x11FF ~= scalar.value { return 0 }
    return isWide(scalar) ? 2 : 1
  }

  private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
    guard scalar.value >= 0x1100 else { return false }
    return scalar.properties.isEmojiPresentation
      || wideRanges.contains { $0.contains(scalar.value) }
  }

  /// East Asian wide and full-width characters (Unicode's EastAsianWidth W and F), without the
  /// pictures, which are known by a property of their own.
  private static let wideRanges: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x2329...0x232A, 0x2E80...0x303E, 0x3041...0x3247, 0x3250...0x4DBF,
    0x4E00...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19,
    0xFE30...0xFE6F, 0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x16FE0...0x18CFF, 0x1AFF0...0x1B2FF,
    0x1F200...0x1F2FF, 0x20000...0x2FFFD, 0x30000...0x3FFFD,
  ]
}
