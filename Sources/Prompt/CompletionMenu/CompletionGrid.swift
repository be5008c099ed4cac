/// Cells in columns, read downwards; each column is as wide as its widest cell.
struct CompletionGrid {
  private let cells: [String]
  let height: Int
  private let widths: [Int]

  private static let gap = 2

  init(_ cells: [String], columns: Int) {
    self.cells = cells
    let height = max(1, (cells.count + columns - 1) / max(1, columns))
    self.height = height
    widths = stride(from: 0, to: cells.count, by: height).map { start in
      cells[start...].prefix(height).map(\.unicodeScalars.count).max() ?? 0
    }
  }

  /// Creates the grid of all cells with as many columns as fit the width.
  init(_ cells: [String], fitting width: Int) {
    let widest = CompletionGrid.maxColumns(cells.count, in: width) { columns in
      CompletionGrid(cells, columns: columns).width < width
    }
    self.init(cells, columns: widest)
  }

  /// Creates the grid of as many of the first cells as fit the width in a number of rows.
  init(firstOf cells: [String], fitting width: Int, height: Int) {
    let widest = CompletionGrid.maxColumns(cells.count / height, in: width) { columns in
      CompletionGrid(Array(cells.prefix(columns * height)), columns: columns).width < width
    }
    self.init(Array(cells.prefix(widest * height)), columns: widest)
  }

  var count: Int { cells.count }

  private var width: Int {
    widths.reduce(0, +) + CompletionGrid.gap * max(0, widths.count - 1)
  }

  /// The lines of the grid, without trailing blanks.
  var text: String {
    (0..<height).map { row in
      let line = stride(from: row, to: cells.count, by: height).map { cells[$0] }
      let padded = zip(line, widths).dropLast().map { cell, width in
        cell + String(repeating: " ", count: width + CompletionGrid.gap - cell.unicodeScalars.count)
      }
      return padded.joined() + (line.last ?? "")
    }.joined(separator: "\n")
  }

  /// Returns the largest number of columns that fits, at least one; each cell has at least one
  /// character.
  private static func maxColumns(
    _ limit: Int, in width: Int, where fits: (Int) -> Bool
  ) -> Int {
    (1...max(1, min(limit, width / (1 + gap) + 1))).last(where: fits) ?? 1
  }
}
