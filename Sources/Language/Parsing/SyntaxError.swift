import Diagnostics

/// An error that ends the parsing of a statement.
struct SyntaxError: Error {
  /// The problem; nil if it is already reported.
  var diagnostic: Diagnostic?

  init(_ diagnostic: Diagnostic) { self.diagnostic = diagnostic }

  private init() {}

  static let reported = SyntaxError()
}

extension Parser {
  /// Returns the error "expected WANTED, found …" at the current token.
  func unexpected(_ wanted: String, hint: String? = nil) -> SyntaxError {
    if case .malformed(let problem) = token.kind, !lineEnded {
      return SyntaxError(reportable(problem, token))
    }
    if token.kind == .end, let open = openBrackets.last {
      return SyntaxError(
        Diagnostic(
          .incomplete, "this `\(open.text)` is never closed", at: open.span, in: source))
    }
    if let open = openBrackets.last, token.startsLine, opensStatement {
      return SyntaxError(
        Diagnostic(.syntax, "this `\(open.text)` is never closed", at: open.span, in: source))
    }
    let isEnd = lineEnded || token.kind == .end
    let mayGoOn = token.kind == .end && (continues || endsContinued || blockDepth > 0)
    return SyntaxError(
      Diagnostic(
        mayGoOn ? .incomplete : .syntax, "expected \(wanted), found \(found)",
        at: isEnd ? Span(lastEnd, lastEnd) : token.span, in: source, hint: hint))
  }

  /// The current token in the wording of a message.
  private var found: String {
    switch token.kind {
    case .end where token.startsLine && !continues && openBrackets.isEmpty && index > 0:
      "end of line"
    case .end: isInterpolation ? "`}`" : "end of input"
    case _ where lineEnded: "end of line"
    case .string: "a string"
    case .variable: "`$\(token.text)`"
    case .shellCommand: "`|`"
    case .word, .number, .date, .duration, .period, .mark, .malformed: "`\(token.text)`"
    }
  }

  mutating func report(_ message: String, at span: Span, hint: String? = nil) {
    diagnostics.append(Diagnostic(.syntax, message, at: span, in: source, hint: hint))
  }

  /// Skips the rest of a broken statement: to its `;`, to the next line that can start a statement,
  /// or to the `}` of the surrounding block.
  mutating func skipStatement(from start: Int) {
    var open = openBrackets.map(\.text)
    let unclosed = open.count
    continues = false
    while token.kind != .end {
      if token.startsLine, index > start {
        if open.isEmpty, !goesOn { return }
        if !open.isEmpty, open.count <= unclosed, opensStatement { return }
      }
      if case .mark(let mark) = token.kind {
        if open.isEmpty, mark == .semicolon { return }
        if mark.isOpening { open.append(mark.rawValue) }
        if let opening = mark.opening {
          if let place = open.lastIndex(of: opening.rawValue) {
            open.removeSubrange(place...)
          } else if mark == .closeBrace, blockDepth > 0 {
            return
          }
        }
      }
      advance()
    }
  }

  /// True if a line that starts here belongs to the statement before.
  private var goesOn: Bool {
    atBrace || token.keyword?.continuesStatement == true
  }

  /// True if the current token can only start a statement, which means that a bracket was not
  /// closed.
  private var opensStatement: Bool {
    guard token.keyword?.startsStatement == true, !token(ahead: 1).startsLine else { return false }
    switch kind(ahead: 1) {
    case .word, .variable, .string: return true
    case .number, .date, .duration, .period, .mark, .shellCommand, .malformed, .end: return false
    }
  }

  /// Moves to the `{` that opens the block of a broken header; false if the line contains none.
  mutating func skipToBlock() -> Bool {
    openBrackets = []
    continues = false
    var isFirst = true
    while token.kind != .end, isFirst || !token.startsLine, token.kind != .mark(.semicolon) {
      if atBrace { return true }
      isFirst = false
      advance()
    }
    return false
  }
}
