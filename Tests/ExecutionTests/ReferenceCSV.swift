/// A CSV reader as short as RFC 4180: over the whole text at once, a character after another.
enum ReferenceCSV {
  enum Record: Equatable {
    case cells([String])
    case bad
  }

  static func records(_ text: String, delimiter: Unicode.Scalar) -> [Record] {
    var records: [Record] = []
    var rest = Array(text.unicodeScalars)[...]
    while !rest.isEmpty {
      if passLineEnd(&rest) { continue }
      records.append(record(&rest, delimiter))
    }
    return records
  }

  private static func record(
    _ rest: inout ArraySlice<Unicode.Scalar>, _ delimiter: Unicode.Scalar
  ) -> Record {
    var cells: [String] = []
    while true {
      guard let cell = cell(&rest, delimiter) else {
        while let next = rest.first, next != "\n", next != "\r" { rest.removeFirst() }
        _ = passLineEnd(&rest)
        return .bad
      }
      cells.append(cell)
      guard rest.first == delimiter else {
        _ = passLineEnd(&rest)
        return .cells(cells)
      }
      rest.removeFirst()
    }
  }

  /// Nil where the cell is not well formed; what is left then begins where that shows.
  private static func cell(
    _ rest: inout ArraySlice<Unicode.Scalar>, _ delimiter: Unicode.Scalar
  ) -> String? {
    var cell = String.UnicodeScalarView()
    guard rest.first == "\"" else {
      while let next = rest.first, next != delimiter, next != "\n", next != "\r" {
        if next == "\"" { return nil }
        cell.append(rest.removeFirst())
      }
      return String(cell)
    }
    rest.removeFirst()
    while let next = rest.popFirst() {
      guard next == "\"" else {
        cell.append(next)
        continue
      }
      if rest.first == "\"" {
        cell.append(rest.removeFirst())
      } else if rest.isEmpty || [delimiter, "\n", "\r"].contains(rest.first) {
        return String(cell)
      } else {
        return nil
      }
    }
    return nil
  }

  private static func passLineEnd(_ rest: inout ArraySlice<Unicode.Scalar>) -> Bool {
    if rest.first == "\r" {
      rest.removeFirst()
      if rest.first == "\n" { rest.removeFirst() }
      return true
    }
    guard rest.first == "\n" else { return false }
    rest.removeFirst()
    return true
  }
}
