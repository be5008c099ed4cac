/// A conversation with the shell: what was typed and what must be answered.
///
/// A file of these (`.transcript`) and the `console` blocks of a Markdown page are written alike:
///
///     ## A line that begins so explains, and is passed over.
///     $ pinstripe -e 'print 1'
///     1
///     $ pinstripe -e 'print $1' \
///     > one
///     one
///     [exit 2]
///
/// `> ` continues a command, `[exit N]` follows the output of one that fails, and blank lines at
/// the end of an output mean nothing. See `ExpectedOutput` for the parts of an output that vary.
struct Transcript {
  /// One command, its output, and the lines of the file that hold the output.
  struct Exchange {
    var command: String
    /// The number of the command's first line, from 1.
    var line: Int
    var expected: Outcome
    /// Indexes of the lines that a recording replaces.
    var outputLines: Range<Int>
  }

  struct Outcome: Equatable {
    var output: [String]
    var exitCode = 0

    /// As written in the file.
    var lines: [String] { output + (exitCode == 0 ? [] : ["[exit \(exitCode)]"]) }
  }

  var path: String
  var lines: [String]
  private(set) var exchanges: [Exchange] = []

  init(path: String, text: String) {
    self.path = path
    lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let isMarkdown = path.hasSuffix(".md")
    var isInside = !isMarkdown
    var index = 0
    while index < lines.count {
      let line = lines[index]
      if isMarkdown, line.hasPrefix("```") { isInside = line == "```console" }
      if isInside, line.hasPrefix("$ ") {
        exchanges.append(exchange(at: &index))
      } else {
        index += 1
      }
    }
  }

  private func exchange(at index: inout Int) -> Exchange {
    let first = index
    var command = [lines[index].dropFirst(2)]
    index += 1
    while index < lines.count, lines[index].hasPrefix("> ") || lines[index] == ">" {
      command.append(lines[index].dropFirst(2))
      index += 1
    }
    let start = index
    while index < lines.count, !endsOutput(lines[index]) { index += 1 }
    var end = index
    while end > start, lines[end - 1].isEmpty { end -= 1 }
    return Exchange(
      command: command.joined(separator: "\n"), line: first + 1,
      expected: Outcome(lines: lines[start..<end]), outputLines: start..<end)
  }

  private func endsOutput(_ line: String) -> Bool {
    line.hasPrefix("$ ") || line.hasPrefix("## ") || line.hasPrefix("```")
  }

  /// The file's text with other outputs in place of those it has.
  func text(with outcomes: [Outcome]) -> String {
    var lines = lines
    for (exchange, outcome) in zip(exchanges, outcomes).reversed() {
      let isTight = exchange.outputLines.upperBound == lines.count
      lines.replaceSubrange(exchange.outputLines, with: outcome.lines + (isTight ? [""] : []))
    }
    return lines.joined(separator: "\n")
  }
}

extension Transcript.Outcome {
  init(lines: some BidirectionalCollection<String>) {
    let closing = lines.last.flatMap { line in
      line.hasPrefix("[exit ") && line.hasSuffix("]") ? Int(line.dropFirst(6).dropLast()) : nil
    }
    exitCode = closing ?? 0
    output = closing == nil ? Array(lines) : Array(lines.dropLast())
  }
}
