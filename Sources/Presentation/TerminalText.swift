/// Text from outside, made safe for a terminal.
package enum TerminalText {
  /// Replaces everything that could control a terminal, or reorder the text around it, by JSON
  /// escapes such as `\n`, `\u001b` and `\u202e`.
  package static func sanitised(_ text: String) -> String {
    guard !text.utf8.allSatisfy({ 0x20..<0x7F ~= $0 }) else { return text }
    var result = ""
    for scalar in text.unicodeScalars {
      if isUnsafe(scalar) { result += escape(scalar) } else { result.unicodeScalars.append(scalar) }
    }
    return result
  }

  /// Returns true for control characters (C0, DEL, C1), line separators and characters that control
  /// the writing direction.
  static func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F..<0xA0, 0x061C, 0x200E...0x200F, 0x2028...0x202E, 0x2066...0x2069: true
    default: false
    }
  }

  private static func escape(_ scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "\n": return "\\n"
    case "\r": return "\\r"
    case "\t": return "\\t"
    default:
      let digits = String(scalar.value, radix: 16)
      return "\\u" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
  }

  /// Returns the text, cut if necessary to leave room for an ellipsis.
  ///
  /// - Parameter width: the maximum width in columns of the terminal.
  package static func truncated(_ text: String, to width: Int) -> String {
    guard DisplayWidth.of(text) > width else { return text }
    guard width > 0 else { return "" }
    var kept = ""
    var used = 0
    for character in text {
      used += DisplayWidth.of(character)
      guard used < width else { break }
      kept.append(character)
    }
    return kept + "…"
  }

  /// Breaks a text into lines, at blanks if possible; there is at least one line.
  ///
  /// - Parameter width: the maximum width of a line in columns of the terminal, 2 or more.
  package static func wrapped(_ text: String, to width: Int) -> [String] {
    guard DisplayWidth.of(text) > width else { return [text] }
    var lines: [String] = []
    var rest = text[...]
    while DisplayWidth.of(rest) > width {
      let line = firstLine(of: rest, width)
      lines.append(String(line))
      rest = rest[line.endIndex...].drop { $0 == " " }
    }
    return rest.isEmpty ? lines : lines + [String(rest)]
  }

  /// Returns as much of a text as fits, up to its last blank if it has one.
  private static func firstLine(of text: Substring, _ width: Int) -> Substring {
    var used = 0
    var end = text.startIndex
    while end < text.endIndex {
      used += DisplayWidth.of(text[end])
      // A character wider than the line is put on a line of its own.
      guard used <= width || end == text.startIndex else { break }
      end = text.index(after: end)
    }
    if end < text.endIndex, text[end] == " " { return text[..<end] }
    let head = text[..<end]
    guard let blank = head.lastIndex(of: " "), blank > head.startIndex else { return head }
    return head[..<blank]
  }

  /// Pads a text with blanks to a width in columns of the terminal.
  package static func padded(_ text: String, to width: Int, _ alignment: TextAlignment) -> String {
    let blanks = String(repeating: " ", count: max(0, width - DisplayWidth.of(text)))
    return switch alignment {
    case .left: text + blanks
    case .right: blanks + text
    }
  }
}

/// The side to which the cells of a column are aligned.
package enum TextAlignment: Sendable, Hashable {
  case left
  case right
}
