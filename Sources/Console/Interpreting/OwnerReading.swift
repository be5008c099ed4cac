import Execution
import JSON
import StripeCatalog

/// Puts the customers of rows in the place of their ids, so that a list can name them; each is read
/// once.
struct OwnerReading {
  private let engine: Engine
  private var known: [String: JSONValue] = [:]

  /// Fields that lead to a customer, some through another object.
  private static let links = ["customer", "subscription"]

  init(_ engine: Engine) {
    self.engine = engine
  }

  /// The row with its customer in `customer`, where nothing else in the row names anybody.
  mutating func row(_ row: JSONValue) async throws -> JSONValue {
    guard var object = row.object, !RowSummary.isNamed(row),
      let owner = try await owner(of: row)
    else { return row }
    object["customer"] = owner
    return .object(object)
  }

  private mutating func owner(of row: JSONValue) async throws -> JSONValue? {
    guard let id = Self.links.lazy.compactMap({ row[$0]?.string }).first else { return nil }
    if let found = known[id] { return found }
    guard let type = Catalog.embedded.object(forID: id),
      let object = try await engine.object(id, as: type)
    else { return nil }
    let owner = RowSummary.isNamed(object) ? object : try await owner(of: object)
    known[id] = owner
    return owner
  }
}
