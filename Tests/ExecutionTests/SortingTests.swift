import Analysis
import Expressions
import JSON
import Testing

@testable import Execution

@Suite struct SortingTests {
  private func key(_ name: String, descending: Bool = false) -> OrderKey {
    OrderKey(scalar: .field(RowPath(keys: name)), isDescending: descending)
  }

  /// The rows' numbers after sorting rows of a few keys, so that many tie.
  private func sorted(
    _ values: [Int?], by keys: [OrderKey], limit: Int?, budget: Int
  ) throws -> [Int] {
    var sorter = Sorter(keys: keys, limit: limit, directory: "/tmp", budget: budget)
    for (index, value) in values.enumerated() {
      let row: JSONValue = [
        "n": .integer(index), "k": value.map(JSONValue.integer) ?? .null, "text": "ä\n\"x\"",
      ]
      try sorter.add(row, keeping: .computed(row))
    }
    var numbers: [Int] = []
    try sorter.finish { row in
      #expect(row.field(RowPath(keys: "text")) == "ä\n\"x\"")
      numbers.append(row.field(RowPath(keys: "n"))?.integer ?? -1)
    }
    return numbers
  }

  @Test(arguments: [true, false], [nil, 0, 7, 5_000])
  func filesAndMemoryGiveTheSameOrder(descending: Bool, limit: Int?) throws {
    let values = (0..<3_000).map { $0 % 11 == 0 ? nil : ($0 &* 7_919) % 53 }
    let keys = [key("k", descending: descending)]
    let inMemory = try sorted(values, by: keys, limit: limit, budget: .max)
    let inFiles = try sorted(values, by: keys, limit: limit, budget: 4_096)
    #expect(inMemory == inFiles)
    let expected = values.enumerated().sorted { left, right in
      // Nulls come last, whichever way the others go.
      let null = descending ? -1 : Int.max
      let (first, second) = (left.element ?? null, right.element ?? null)
      if first == second { return left.offset < right.offset }
      return descending ? first > second : first < second
    }
    #expect(inMemory == Array(expected.map(\.offset).prefix(limit ?? .max)))
  }
}
