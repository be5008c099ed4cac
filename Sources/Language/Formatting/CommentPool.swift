import Diagnostics

/// The comments of a text that are not yet placed in the output, and the offsets of its lines.
struct CommentPool {
  private let comments: [Comment]
  private var isTaken: [Bool]
  /// The offsets of the line feeds.
  private let lineEnds: [Int]

  init(_ comments: [Comment] = [], in source: SourceText = SourceText(name: "", text: "")) {
    self.comments = comments.sorted { $0.span.start < $1.span.start }
    isTaken = Array(repeating: false, count: comments.count)
    var text = source.text
    lineEnds = text.withUTF8 { bytes in
      bytes.indices.filter { bytes[$0] == UInt8(ascii: "\n") }
    }
  }

  /// Returns the zero-based number of the line that contains the byte offset.
  func line(of offset: Int) -> Int {
    CommentPool.firstIndex(below: lineEnds.count) { lineEnds[$0] >= offset }
  }

  /// Removes and returns the comments between two offsets that are on the line of the first.
  mutating func takeTrailing(_ start: Int, to end: Int) -> [Comment] {
    guard !comments.isEmpty else { return [] }
    let line = line(of: start)
    let lineEnd = lineEnds.indices.contains(line) ? lineEnds[line] : .max
    return take(from: start, to: min(end, lineEnd))
  }

  /// Removes and returns the comments that start between two offsets.
  mutating func take(from start: Int, to end: Int) -> [Comment] {
    var index = CommentPool.firstIndex(below: comments.count) {
      comments[$0].span.start >= start
    }
    var taken: [Comment] = []
    while index < comments.count, comments[index].span.start < end {
      if !isTaken[index] {
        isTaken[index] = true
        taken.append(comments[index])
      }
      index += 1
    }
    return taken
  }

  /// Returns the first index that satisfies a condition which all later indices satisfy too.
  private static func firstIndex(below count: Int, where condition: (Int) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if condition(middle) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
