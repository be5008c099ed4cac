import Expressions
import JSON
import Planning
import StripeWire

/// Finds the objects of a job's rows by a key.
struct KeyFinder: Sendable {
  private let key: KeyPlan
  private let engine: Engine
  /// The objects that were read beforehand; nil if each value is queried.
  private let index: KeyIndex?

  /// The number of values from which reading all objects may be cheaper than querying each value.
  private static let fewestForReading = 50
  /// The number of values for which one page is read before reading all objects is given up.
  private static let valuesForPage = 10

  /// Reads all objects of the values, if that is cheaper than querying each value.
  /// - Parameter keys: the values of all rows, as texts.
  init(_ key: KeyPlan, of keys: Set<String>, _ engine: Engine) async throws {
    (self.key, self.engine) = (key, engine)
    if !key.isFiltered {
      index = try await Self.index(key, of: keys, engine, maxRows: nil)
    } else if keys.count >= Self.fewestForReading {
      let pages = keys.count / Self.valuesForPage
      index = try await Self.index(key, of: keys, engine, maxRows: pages * 100)
    } else {
      index = nil
    }
  }

  /// Reads all objects and keeps those that have one of the values.
  /// - Parameter maxRows: the number of rows after which it gives up; nil to read all.
  private static func index(
    _ key: KeyPlan, of keys: Set<String>, _ engine: Engine, maxRows: Int?
  ) async throws -> KeyIndex? {
    var plan = key.all
    plan.limit = maxRows.map { $0 + 1 }
    var index = try KeyIndex(in: engine.dependencies.temporaryDirectory)
    var count = 0
    guard !keys.isEmpty else { return index }
    try await engine.read(plan) { row in
      count += 1
      guard let value = row.field(key.field), !value.isNull else { return }
      let text = KeyText.text(of: value)
      if keys.contains(text) { try index.add(row.raw, under: text) }
    }
    return count <= maxRows ?? .max ? index : nil
  }

  /// Returns the objects that have exactly this value; only some if there are many.
  func objects(of value: JSONValue) async throws -> [RawJSON] {
    if let index { return try index.objects(under: KeyText.text(of: value)) }
    let condition = key.condition(value)
    let plan: ReadPlan
    do { plan = try key.reading(of: value) } catch { throw Failure(error) }
    var found: [RawJSON] = []
    try await engine.read(plan) { row in
      let row = row.raw
      guard row["deleted"]?.bool != true, try condition.holds(on: row) else { return }
      found.append(row.detached())
    }
    return found
  }
}

extension WritePlan {
  /// Returns the values by which the inputs are found; empty if they have ids.
  func keys(in pinned: PinnedInput?) throws(Failure) -> Set<String> {
    guard key != nil, var inputs = try WriteInputs(known: self, pinned) else { return [] }
    var keys: Set<String> = []
    do {
      while let input = try inputs.next() {
        if let keyed = try? input.write.get().keyed { keys.insert(keyed.text) }
      }
    } catch let failure as Failure {
      throw failure
    } catch {
      throw Failure(.input("\(error)"), at: place)
    }
    return keys
  }
}
