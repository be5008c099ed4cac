import Expressions
import JSON

/// Turns rows into cells of a table.
struct RowReader {
  private let readers: [CellReader]
  /// The positions of columns by the members of whole objects.
  private let places: [String: Int]
  /// The names of members that no column takes, as far as they have values.
  private(set) var unknownMembers: Set<String> = []

  /// The maximum number of names that are kept.
  private static let maxNames = 20

  init(_ table: TableDefinition) {
    readers = table.columns.map(CellReader.init)
    places = Dictionary(
      table.columns.enumerated().compactMap { place, column in
        column.path.singleKey.map { ($0, place) }
      }, uniquingKeysWith: { first, _ in first })
  }

  /// Returns the cells of a row, in the order of the columns.
  /// - Throws: `DatabaseProblem` if a value does not fit its column.
  mutating func cells(of row: Row) throws(DatabaseProblem) -> [Cell] {
    do {
      switch row {
      case .raw(let raw): return try wholeCells(of: raw)
      case .computed(let value): return try selectedCells(of: RawJSON(value))
      }
    } catch {
      throw row.id.map { DatabaseProblem(error.kind, "\($0): \(error.message)") } ?? error
    }
  }

  private mutating func wholeCells(of row: RawJSON) throws(DatabaseProblem) -> [Cell] {
    var cells = [Cell](repeating: .null, count: readers.count)
    for (key, value) in row.members {
      if let place = places[key] {
        cells[place] = try readers[place].cell(value)
      } else if !value.isNull, unknownMembers.count < Self.maxNames {
        unknownMembers.insert(key)
      }
    }
    return cells
  }

  private func selectedCells(of row: RawJSON) throws(DatabaseProblem) -> [Cell] {
    var cells: [Cell] = []
    cells.reserveCapacity(readers.count)
    for reader in readers { cells.append(try reader.cell(row.value(at: reader.column.path))) }
    return cells
  }
}
